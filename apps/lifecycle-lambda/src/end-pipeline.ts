import {
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  ListTagsCommand,
  paginateListEndpointConfigs,
  paginateListEndpoints,
  paginateListModels,
  paginateListProcessingJobs,
  paginateListTrainingJobs,
  SageMakerClient,
  StopProcessingJobCommand,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { paginateListExecutions, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { LifecycleProperties } from './custom-resource.ts';
import type { Patience } from './patience.ts';

/** The clients that {@link endPipeline} works through. */
export interface EndPipelineClients {
  readonly sagemaker: SageMakerClient;
  readonly sfn: SFNClient;
}

/** Clients for the region and the role of this function. */
export function endPipelineClients(config: { readonly maxAttempts: number }): EndPipelineClients {
  return { sagemaker: new SageMakerClient(config), sfn: new SFNClient(config) };
}

/** Endpoints in these states cannot be deleted yet, or are being deleted. */
const BUSY = /ing$/;

/**
 * Ends and removes everything that the pipeline made at run time, in the order AWS asks for: executions, jobs, endpoints, then what the
 * endpoints were made from. Each pass looks at what is really there, so it may be cut off anywhere and called again, and what is
 * half deleted already is no obstacle.
 *
 * @returns what is still there when `patience` ended, in words; nothing when all is gone
 */
export async function endPipeline(
  { sagemaker, sfn }: EndPipelineClients,
  { StateMachineArn, TagKey, TagValue }: LifecycleProperties,
  patience: Patience,
): Promise<readonly string[]> {
  const known = new Map<string, boolean>();
  for (;;) {
    const left = [...(await stopExecutions()), ...(await stopJobs()), ...(await deleteEndpoints())];
    if (left.length === 0) break;
    if (patience.isOver()) return left;
    await patience.pause();
  }
  // Listed whole before the first deletion: a page token does not outlive what it points at.
  for (const { EndpointConfigName } of await ours(
    paginateListEndpointConfigs({ client: sagemaker }, {}),
    'EndpointConfigs',
    'EndpointConfigArn',
  )) {
    await tolerant(sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName })));
  }
  for (const { ModelName } of await ours(paginateListModels({ client: sagemaker }, {}), 'Models', 'ModelArn')) {
    await tolerant(sagemaker.send(new DeleteModelCommand({ ModelName })));
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
      const training = paginateListTrainingJobs({ client: sagemaker }, { StatusEquals });
      for (const { TrainingJobName } of await ours(training, 'TrainingJobSummaries', 'TrainingJobArn')) {
        if (isRunning) await tolerant(sagemaker.send(new StopTrainingJobCommand({ TrainingJobName })));
        left.push(`training job ${TrainingJobName}`);
      }
      const processing = paginateListProcessingJobs({ client: sagemaker }, { StatusEquals });
      for (const { ProcessingJobName } of await ours(processing, 'ProcessingJobSummaries', 'ProcessingJobArn')) {
        if (isRunning) await tolerant(sagemaker.send(new StopProcessingJobCommand({ ProcessingJobName })));
        left.push(`processing job ${ProcessingJobName}`);
      }
    }
    return left;
  }

  async function deleteEndpoints(): Promise<string[]> {
    const left: string[] = [];
    for (const { EndpointName, EndpointStatus } of await ours(
      paginateListEndpoints({ client: sagemaker }, {}),
      'Endpoints',
      'EndpointArn',
    )) {
      if (!BUSY.test(EndpointStatus as string)) await tolerant(sagemaker.send(new DeleteEndpointCommand({ EndpointName })));
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
      const listed = await tolerant(sagemaker.send(new ListTagsCommand({ ResourceArn })));
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
