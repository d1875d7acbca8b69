import type * as SageMaker from '@aws-sdk/client-sagemaker';
import type { SFNClientConfig } from '@aws-sdk/client-sfn';
import type { CleanUpProperties } from './custom-resource.ts';
import type { Patience } from './patience.ts';

/** What a run makes in SageMaker, in the words of its API: `List<Kind>s`, `<Kind>Name`, `<Kind>Arn`, `Delete<Kind>`. */
type Kind = 'Endpoint' | 'EndpointConfig' | 'Model' | 'ProcessingJob' | 'TrainingJob';

/** An item of a SageMaker listing, its members by name. */
type Item = Readonly<Record<string, string>>;

/** A paginator or a command of SageMaker's client: the one is called, the other made with `new`. */
type PaginatorOrCommand = ((config: object, input: object) => AsyncIterable<Readonly<Record<string, readonly Item[]>>>) &
  (new (
    input: object,
  ) => SageMaker.DeleteEndpointCommand);

/** They follow one pattern for every kind, so the client can be read by name. */
type ByName = Readonly<Record<`paginateList${Kind}s` | `Delete${Kind}Command` | `Stop${Kind}Command`, PaginatorOrCommand>>;

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
  config: SageMaker.SageMakerClientConfig & SFNClientConfig,
  { StateMachineArn, TagKey, TagValue }: CleanUpProperties,
  patience: Patience,
): Promise<readonly string[]> {
  // Loaded when needed: a Create does not wait for SageMaker's client.
  const [aws, { paginateListExecutions, SFNClient, StopExecutionCommand }] = await Promise.all([
    import('@aws-sdk/client-sagemaker'),
    import('@aws-sdk/client-sfn'),
  ]);
  const sagemaker = new aws.SageMakerClient(config);
  const sfn = new SFNClient(config);
  const byName = aws as unknown as ByName;
  const known = new Map<string, boolean>();
  for (;;) {
    const left = await stopExecutions();
    for (const kind of ['TrainingJob', 'ProcessingJob'] as const) {
      for (const StatusEquals of ['InProgress', 'Stopping']) {
        for (const item of await list(kind, { StatusEquals })) {
          if (StatusEquals === 'InProgress') await end('Stop', kind, item);
          left.push(`${kind} ${item[`${kind}Name`]}`);
        }
      }
    }
    for (const item of await list('Endpoint')) {
      const { EndpointName, EndpointStatus = '' } = item;
      if (!BUSY.test(EndpointStatus)) await end('Delete', 'Endpoint', item);
      left.push(`Endpoint ${EndpointName} (${EndpointStatus})`);
    }
    if (left.length === 0) break;
    if (patience.isOver()) return left;
    await patience.pause();
  }
  for (const kind of ['EndpointConfig', 'Model'] as const) {
    for (const item of await list(kind)) await end('Delete', kind, item);
  }
  return [];

  async function stopExecutions(): Promise<string[]> {
    const running: string[] = [];
    try {
      const pages = paginateListExecutions({ client: sfn }, { stateMachineArn: StateMachineArn, statusFilter: 'RUNNING' });
      for await (const { executions = [] } of pages) running.push(...executions.map(({ executionArn }) => `${executionArn}`));
      for (const executionArn of running) {
        await sfn.send(
          new StopExecutionCommand({ executionArn, error: 'StackDeleted', cause: 'The stack of the pipeline is being deleted' }),
        );
      }
    } catch (error) {
      if (!/DoesNotExist$/.test((error as Error).name)) throw error;
    }
    return running;
  }

  /** All items of a kind that carry the stack's tag; listed whole, since a page token does not outlive the item it points at. */
  async function list(kind: Kind, input = {}): Promise<readonly Item[]> {
    const found: Item[] = [];
    for await (const page of byName[`paginateList${kind}s`]({ client: sagemaker }, input)) {
      for (const item of page[`${kind}s`] ?? page[`${kind}Summaries`] ?? []) {
        if (await isOurs(`${item[`${kind}Arn`]}`)) found.push(item);
      }
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

  async function end(verb: 'Delete' | 'Stop', kind: Kind, item: Item): Promise<void> {
    const name = `${kind}Name`;
    await tolerant(sagemaker.send(new byName[`${verb}${kind}Command`]({ [name]: item[name] })));
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
