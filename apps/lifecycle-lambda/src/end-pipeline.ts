import type { SageMakerClientConfig } from '@aws-sdk/client-sagemaker';
import type { SFNClientConfig } from '@aws-sdk/client-sfn';
import type { LifecycleProperties } from './custom-resource.ts';
import type { Patience } from './patience.ts';

/** Endpoints in these states cannot be deleted yet, or are being deleted. */
const BUSY = /ing$/;

/**
 * Ends and removes everything that the pipeline made at run time, in the order AWS asks for: executions, jobs, endpoints, then what the
 * endpoints were made from. Each pass looks at what is really there, so it may be cut off anywhere and called again, and what is
 * half deleted already is no obstacle.
 *
 * @param config of the clients that do it
 * @returns what is still there when `patience` ended, in words; nothing when all is gone
 */
export async function endPipeline(
  config: SageMakerClientConfig & SFNClientConfig,
  { StateMachineArn, TagKey, TagValue }: LifecycleProperties,
  patience: Patience,
): Promise<readonly string[]> {
  // Loaded when needed: a Create does not wait for SageMaker's client.
  const [aws, { paginateListExecutions, SFNClient, StopExecutionCommand }] = await Promise.all([
    import('@aws-sdk/client-sagemaker'),
    import('@aws-sdk/client-sfn'),
  ]);
  const sagemaker = new aws.SageMakerClient(config);
  const sfn = new SFNClient(config);
  const known = new Map<string, boolean>();
  for (;;) {
    const left = [...(await stopExecutions()), ...(await stopJobs()), ...(await deleteEndpoints())];
    if (left.length === 0) break;
    if (patience.isOver()) return left;
    await patience.pause();
  }
  // Listed whole before the first deletion: a page token does not outlive what it points at.
  for (const { EndpointConfigName } of await ours(
    aws.paginateListEndpointConfigs({ client: sagemaker }, {}),
    'EndpointConfigs',
    'EndpointConfigArn',
  )) {
    await tolerant(sagemaker.send(new aws.DeleteEndpointConfigCommand({ EndpointConfigName })));
  }
  for (const { ModelName } of await ours(aws.paginateListModels({ client: sagemaker }, {}), 'Models', 'ModelArn')) {
    await tolerant(sagemaker.send(new aws.DeleteModelCommand({ ModelName })));
  }
  return [];

  async function stopExecutions(): Promise<string[]> {
    const running: string[] = [];
    try {
      for await (const { executions = [] } of paginateListExecutions(
        { client: sfn },
        { stateMachineArn: StateMachineArn, statusFilter: 'RUNNING' },
      )) {
        running.push(...executions.map(({ executionArn }) => executionArn as string));
      }
      for (const executionArn of running) {
        await sfn.send(
          new StopExecutionCommand({ executionArn, error: 'StackDeleted', cause: 'The stack of the pipeline is being deleted' }),
        );
      }
    } catch (error) {
      if (!/DoesNotExist$/.test((error as Error).name)) throw error;
    }
    return running.map((arn) => `execution ${nameIn(arn)}`);
  }

  async function stopJobs(): Promise<string[]> {
    const left: string[] = [];
    for (const StatusEquals of ['InProgress', 'Stopping'] as const) {
      const isRunning = StatusEquals === 'InProgress';
      const training = aws.paginateListTrainingJobs({ client: sagemaker }, { StatusEquals });
      for (const { TrainingJobName } of await ours(training, 'TrainingJobSummaries', 'TrainingJobArn')) {
        if (isRunning) await tolerant(sagemaker.send(new aws.StopTrainingJobCommand({ TrainingJobName })));
        left.push(`training job ${TrainingJobName}`);
      }
      const processing = aws.paginateListProcessingJobs({ client: sagemaker }, { StatusEquals });
      for (const { ProcessingJobName } of await ours(processing, 'ProcessingJobSummaries', 'ProcessingJobArn')) {
        if (isRunning) await tolerant(sagemaker.send(new aws.StopProcessingJobCommand({ ProcessingJobName })));
        left.push(`processing job ${ProcessingJobName}`);
      }
    }
    return left;
  }

  async function deleteEndpoints(): Promise<string[]> {
    const left: string[] = [];
    for (const { EndpointName, EndpointStatus } of await ours(
      aws.paginateListEndpoints({ client: sagemaker }, {}),
      'Endpoints',
      'EndpointArn',
    )) {
      if (!BUSY.test(EndpointStatus as string)) await tolerant(sagemaker.send(new aws.DeleteEndpointCommand({ EndpointName })));
      left.push(`endpoint ${EndpointName} (${EndpointStatus})`);
    }
    return left;
  }

  /** All items of a listing that carry the stack's tag. */
  async function ours<Field extends string, Arn extends string, Item extends { readonly [name in Arn]?: string | undefined }>(
    pages: AsyncIterable<{ readonly [name in Field]?: Item[] | undefined }>,
    field: Field,
    arnField: Arn,
  ): Promise<Item[]> {
    const found: Item[] = [];
    for await (const page of pages) {
      for (const item of page[field] ?? []) if (await isOurs(item[arnField] as string)) found.push(item);
    }
    return found;
  }

  async function isOurs(ResourceArn: string): Promise<boolean> {
    let answer = known.get(ResourceArn);
    if (answer === undefined) {
      const listed = await tolerant(sagemaker.send(new aws.ListTagsCommand({ ResourceArn })));
      answer = listed?.Tags?.some(({ Key, Value }) => Key === TagKey && Value === TagValue) ?? false;
      known.set(ResourceArn, answer);
    }
    return answer;
  }
}

/** SageMaker's word for "not there any more" and for "not in this state": the next pass sees which. */
async function tolerant<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (!/^(ValidationException|ResourceNotFound)/.test((error as Error).name)) throw error;
    return undefined;
  }
}

function nameIn(arn: string): string | undefined {
  return arn.split(':').at(-1);
}
