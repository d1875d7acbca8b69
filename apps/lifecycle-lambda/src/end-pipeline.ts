import type * as SageMaker from '@aws-sdk/client-sagemaker';
import type { SFNClientConfig } from '@aws-sdk/client-sfn';
import type { CleanUpProperties } from './custom-resource.ts';
import type { Patience } from './patience.ts';
import { type Progress, perform, unlessGone } from './progress.ts';
import { logRemoval } from './remove-logs.ts';

/** What a run makes in SageMaker, in the words of its API: `List<Kind>s`, `<Kind>Name`, `<Kind>Arn`, `Delete<Kind>`. */
type Kind = 'Endpoint' | 'EndpointConfig' | 'Model' | 'ProcessingJob' | 'TrainingJob';

/** An item of a SageMaker listing, its members by name. */
type Item = Readonly<Record<string, string>> & { readonly CreationTime: Date };

/** A paginator or a command of SageMaker's client: the one is called, the other made with `new`. */
type PaginatorOrCommand = ((config: object, input: object) => AsyncIterable<Readonly<Record<string, readonly Item[]>>>) &
  (new (
    input: object,
  ) => SageMaker.DeleteEndpointCommand);

/** They follow one pattern for every kind, so the client can be read by name. */
type ByName = Readonly<Record<`paginateList${Kind}s` | `Delete${Kind}Command` | `Stop${Kind}Command`, PaginatorOrCommand>>;

/** Endpoints in these states cannot be deleted yet, or are being deleted. */
const BUSY = /ing$/;

const JOBS = ['TrainingJob', 'ProcessingJob'] as const;

/**
 * Ends and removes everything that the pipeline made at run time, in the order AWS asks for: executions, jobs, endpoints, then what the
 * endpoints were made from, then logs and the records of jobs. Each pass looks at what is really there, so it may be cut off anywhere and
 * called again, and what is half deleted already is no obstacle.
 *
 * @param config of the clients that do it
 * @param since nothing of the pipeline is older than this
 * @param progress is brought up to date
 * @returns what is still there when `patience` ended, in words; nothing when all is gone
 */
export async function endPipeline(
  config: SageMaker.SageMakerClientConfig & SFNClientConfig,
  { StateMachineArn, EndpointName, TagKey, TagValue }: CleanUpProperties,
  since: Date,
  patience: Patience,
  progress: Progress,
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
    for (const kind of JOBS) {
      for (const StatusEquals of ['InProgress', 'Stopping']) {
        for (const item of await ours(kind, { StatusEquals })) {
          if (StatusEquals === 'InProgress') await end('Stop', kind, item);
          left.push(`${kind} ${item[`${kind}Name`]}`);
        }
      }
    }
    for (const item of await ours('Endpoint')) {
      const { EndpointName: name, EndpointStatus = '' } = item;
      if (!BUSY.test(EndpointStatus)) {
        await end('Delete', 'Endpoint', item);
        progress.EndpointNames.push(`${name}`);
      }
      left.push(`Endpoint ${name} (${EndpointStatus})`);
    }
    if (left.length === 0) break;
    if (patience.isOver()) return left;
    await patience.pause();
  }
  for (const kind of ['EndpointConfig', 'Model'] as const) {
    for (const item of await ours(kind)) await end('Delete', kind, item);
  }
  const remove = await logRemoval(config, progress);
  for (const name of [EndpointName, ...progress.EndpointNames]) await remove.group(`/aws/sagemaker/Endpoints/${name}`);
  // There may be thousands, most of them of others: from the oldest on, so that the next invocation can go on where this one stopped.
  const cursor = new Date(progress.CreatedAfter ?? since);
  const jobs = await Promise.all(JOBS.map(async (kind) => (await list(kind, cursor)).map((item) => ({ kind, item }))));
  for (const { kind, item } of jobs.flat().sort((a, b) => +a.item.CreationTime - +b.item.CreationTime)) {
    progress.CreatedAfter = item.CreationTime.toISOString();
    if (patience.isOver()) return [`records of jobs since ${progress.CreatedAfter}`];
    if (!(await isOurs(kind, item))) continue;
    await remove.streams(`/aws/sagemaker/${kind}s`, `${item[`${kind}Name`]}/`);
    await end('Delete', kind, item);
  }
  return [];

  async function stopExecutions(): Promise<string[]> {
    const running: string[] = [];
    try {
      const pages = paginateListExecutions({ client: sfn }, { stateMachineArn: StateMachineArn, statusFilter: 'RUNNING' });
      for await (const { executions = [] } of pages) running.push(...executions.map(({ executionArn }) => `${executionArn}`));
      for (const executionArn of running) {
        const cause = 'The stack of the pipeline is being deleted';
        await perform(progress, sfn, new StopExecutionCommand({ executionArn, error: 'StackDeleted', cause }));
      }
    } catch (error) {
      if (!/DoesNotExist$/.test((error as Error).name)) throw error;
    }
    return running;
  }

  async function ours(kind: Kind, input = {}): Promise<readonly Item[]> {
    const found: Item[] = [];
    for (const item of await list(kind, since, input)) if (await isOurs(kind, item)) found.push(item);
    return found;
  }

  /** All items of a kind; listed whole, since a page token does not outlive the item it points at. */
  async function list(kind: Kind, CreationTimeAfter: Date, input = {}): Promise<readonly Item[]> {
    const found: Item[] = [];
    const query = { CreationTimeAfter, MaxResults: 100, ...input };
    for await (const page of byName[`paginateList${kind}s`]({ client: sagemaker }, query)) {
      found.push(...(page[`${kind}s`] ?? page[`${kind}Summaries`] ?? []));
    }
    return found;
  }

  /** Whether it carries the stack's tag; what has gone by now does not. */
  async function isOurs(kind: Kind, item: Item): Promise<boolean> {
    const ResourceArn = `${item[`${kind}Arn`]}`;
    let answer = known.get(ResourceArn);
    if (answer === undefined) {
      const listed = await sagemaker.send(new aws.ListTagsCommand({ ResourceArn })).catch(unlessGone);
      answer = listed?.Tags?.some(({ Key, Value }) => Key === TagKey && Value === TagValue) ?? false;
      known.set(ResourceArn, answer);
    }
    return answer;
  }

  async function end(verb: 'Delete' | 'Stop', kind: Kind, item: Item): Promise<void> {
    const name = `${kind}Name`;
    await perform(progress, sagemaker, new byName[`${verb}${kind}Command`]({ [name]: item[name] }));
  }
}
