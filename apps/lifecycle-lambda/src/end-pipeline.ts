import { S3 } from '@aws-sdk/client-s3';
import type { CleanUpProperties } from './custom-resource.ts';
import { emptyBucket } from './empty-bucket.ts';
import { networkInterfaces } from './network-interfaces.ts';
import type { ClientConfig, Patience } from './patience.ts';
import { attempt, type Progress, perform, unlessGone } from './progress.ts';
import { logRemoval } from './remove-logs.ts';

/** What a run makes in SageMaker, in the words of its API: `List<Kind>s`, `<Kind>Name`, `<Kind>Arn`, `Delete<Kind>`. */
type Kind = 'Endpoint' | 'EndpointConfig' | 'Model' | 'ProcessingJob' | 'TrainingJob';

/** An item of a SageMaker listing, its members by name. */
type Item = Readonly<Record<string, string>> & { readonly CreationTime: Date };

/** The paginators of SageMaker's client follow one pattern for every kind. */
type Paginators = Readonly<
  Record<`paginateList${Kind}s`, (config: object, input: object) => AsyncIterable<Readonly<Record<string, readonly Item[]>>>>
>;

/** Endpoints in these states cannot be deleted yet, or are being deleted. */
const BUSY = /ing$/;

const JOBS = ['TrainingJob', 'ProcessingJob'] as const;

/** Past this, network interfaces that are still there are left to AWS. */
const NETWORK_MILLIS = 20 * 60_000;

/**
 * Ends and removes everything that the pipeline made at run time, in the order AWS asks for: executions, jobs, endpoints, then what the
 * endpoints were made from and the bucket's objects, then the records of jobs, and at last, when nothing writes any more, the logs of endpoints.
 * Each pass looks at what is really there, so it may be cut off anywhere and called again, and resources that are half deleted do no harm.
 * Records and logs cost nothing: one that AWS does not let go is counted in `progress`, and does not fail the delete.
 *
 * @param config of the clients that do it
 * @param since nothing of the pipeline is older than this
 * @param progress is brought up to date
 * @returns what is still there when `patience` ended, in words; nothing when all is gone
 */
export async function endPipeline(
  config: ClientConfig,
  { Bucket, StateMachineArns, EndpointName, TagKey, TagValue, SecurityGroupIds }: CleanUpProperties,
  since: Date,
  patience: Patience,
  progress: Progress,
): Promise<readonly string[]> {
  // Loaded when needed: a Create does not wait for SageMaker's client.
  const aws = await import('@aws-sdk/client-sagemaker');
  const { paginateListExecutions, SFN } = await import('@aws-sdk/client-sfn');
  const sagemaker = new aws.SageMaker(config);
  const sfn = new SFN(config);
  const paginators = aws as unknown as Paginators;
  const known: Record<string, boolean> = {};
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
  progress.GoneAt ??= patience.now();
  for (const kind of ['EndpointConfig', 'Model'] as const) {
    for (const item of await ours(kind)) await end('Delete', kind, item);
  }
  const objects = await emptyBucket(new S3(config), Bucket, patience, progress);
  if (objects.length > 0) return objects;
  const remove = await logRemoval(config, progress);
  // There may be thousands, most of them of others: from the oldest on, so that the next invocation can continue where this one stopped.
  const cursor = new Date(progress.CreatedAfter ?? since);
  const jobs = await Promise.all(JOBS.map(async (kind) => (await list(kind, cursor)).map((item) => ({ kind, item }))));
  for (const { kind, item } of jobs.flat().sort((a, b) => +a.item.CreationTime - +b.item.CreationTime)) {
    progress.CreatedAfter = item.CreationTime.toISOString();
    if (patience.isOver()) return [`records of jobs since ${progress.CreatedAfter}`];
    await attempt(progress, `Delete${kind}`, async () => {
      if (!(await isOurs(kind, item))) return;
      const prefix = `${item[`${kind}Name`]}/`;
      await attempt(progress, 'DeleteLogStream', () => remove.streams(`/aws/sagemaker/${kind}s`, prefix));
      await end('Delete', kind, item);
    });
  }
  for (;;) {
    const age = patience.now() - progress.GoneAt;
    const left = age < NETWORK_MILLIS ? await networkInterfaces(config, SecurityGroupIds, progress) : [];
    if (progress.EndpointNames.length > 0 && age < patience.lateMillis) left.push('late lines of logs');
    else {
      for (const name of [EndpointName, ...progress.EndpointNames]) {
        await attempt(progress, 'DeleteLogGroup', () => remove.group(`/aws/sagemaker/Endpoints/${name}`));
      }
    }
    if (left.length === 0 || patience.isOver()) return left;
    await patience.pause();
  }

  async function stopExecutions(): Promise<string[]> {
    const running: string[] = [];
    for (const stateMachineArn of StateMachineArns) {
      try {
        const found: string[] = [];
        const pages = paginateListExecutions({ client: sfn }, { stateMachineArn, statusFilter: 'RUNNING' });
        for await (const { executions = [] } of pages) found.push(...executions.map(({ executionArn }) => `${executionArn}`));
        for (const executionArn of found) {
          const cause = 'The stack is being deleted';
          await perform(progress, sfn, 'StopExecution', { executionArn, error: 'StackDeleted', cause });
        }
        running.push(...found);
      } catch (error) {
        unlessGone(error);
      }
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
    for await (const page of paginators[`paginateList${kind}s`]({ client: sagemaker }, query)) {
      found.push(...(page[`${kind}s`] ?? page[`${kind}Summaries`] ?? []));
    }
    return found;
  }

  /** Whether it carries the stack's tag; false for a resource that no longer exists. */
  async function isOurs(kind: Kind, item: Item): Promise<boolean> {
    const ResourceArn = `${item[`${kind}Arn`]}`;
    if (known[ResourceArn] === undefined) {
      const listed = await sagemaker.listTags({ ResourceArn }).catch(unlessGone);
      known[ResourceArn] = listed?.Tags?.some(({ Key, Value }) => Key === TagKey && Value === TagValue) ?? false;
    }
    return known[ResourceArn];
  }

  async function end(verb: 'Delete' | 'Stop', kind: Kind, item: Item): Promise<void> {
    const name = `${kind}Name`;
    await perform(progress, sagemaker, verb + kind, { [name]: item[name] });
  }
}
