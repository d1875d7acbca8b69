import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CloudWatchLogsClient, paginateDescribeLogGroups, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { historyOf, jobsIn } from '../suites/history.ts';
import type { Target, TargetKind } from '../targets/target.ts';

/** Facts about a failed test. */
interface FailedTest {
  readonly name: string;
  readonly suite?: { readonly name: string } | undefined;
  readonly result?: { readonly errors?: readonly { readonly stack?: string; readonly message?: string }[] } | undefined;
}

/** Directory of artifacts, with one directory for each target, and in it one for each test. */
export const ARTIFACTS: URL = new URL('../../test-results/artifacts/', import.meta.url);

/** Texts about an execution, by the names of files. */
type ExecutionFiles = Readonly<Record<string, string>>;

/**
 * What says why a test failed: its errors, each execution since it began with its history and its jobs' logs, the logs of Lambda functions,
 * and the target's own log. Of a stack that the test deletes, the executions are looked at before it is deleted. What cannot be had is said in
 * place of it: evidence never fails a test.
 */
export class Evidence {
  /** The target, as the test is to use it. */
  readonly target: Target;
  readonly #since: Date;
  /** Names of the stacks that the test uses. */
  readonly #stackNames: string[] = [];
  readonly #seen = new Map<string, ExecutionFiles>();
  /** Logs of functions by log group. */
  readonly #functionLogs = new Map<string, string>();

  constructor(target: Target, since: Date) {
    this.#since = since;
    const look = (): Promise<void> => this.#look();
    const stackNames = this.#stackNames;
    stackNames.push(target.main.stackName);
    this.target = {
      ...target,
      async deploy(name) {
        const deployment = await target.deploy(name);
        stackNames.push(deployment.stackName);
        let looked: Promise<void> | undefined;
        const lookOnce = (): Promise<void> => (looked ??= look());
        return {
          ...deployment,
          destroy: () => lookOnce().then(deployment.destroy),
          [Symbol.asyncDispose]: () => lookOnce().then(() => deployment[Symbol.asyncDispose]()),
        };
      },
    };
  }

  /** Writes it down, in a directory of the test's name. */
  async keep(test: FailedTest): Promise<void> {
    const { target } = this;
    const directory = new URL(`${target.kind.name}/${directoryName(test)}/`, ARTIFACTS);
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    const write = (file: string, text: string): Promise<void> => writeFile(new URL(file, directory), `${text}\n`);
    await write('errors.txt', (test.result?.errors ?? []).map(({ stack, message }) => stack ?? message).join('\n\n'));
    await write('target.log', await had(() => target.log()));
    await this.#look();
    await write('lambda.log', [...this.#functionLogs].map(([group, text]) => `--- ${group}\n${text}`).join('\n'));
    for (const files of this.#seen.values()) for (const [file, text] of Object.entries(files)) await write(file, text);
    process.stderr.write(`What is known of the failure is in ${fileURLToPath(directory)}\n`);
  }

  /** What is seen now takes the place of what was seen before, unless the execution or the log no longer exists. */
  async #look(): Promise<void> {
    const { clientConfig, started } = this.target;
    const [sfn, logs] = [new SFNClient(clientConfig), new CloudWatchLogsClient(clientConfig)];
    for (const { executionArn } of started.filter(({ startedAt }) => startedAt >= this.#since.getTime())) {
      const name = executionArn.split(':').slice(-2).join('-');
      try {
        const { $metadata: _, ...description } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        const history = await historyOf(sfn, executionArn);
        const files: Record<string, string> = {
          [`${name}.execution.json`]: JSON.stringify(description, null, 2),
          [`${name}.history.json`]: JSON.stringify(history, null, 2),
        };
        for (const job of jobsIn(history))
          files[`${job.name}.log`] = await had(() => lines(logs, `/aws/sagemaker/${job.kind}s`, this.#since, `${job.name}/`));
        this.#seen.set(executionArn, files);
      } catch (error) {
        if (!this.#seen.has(executionArn)) this.#seen.set(executionArn, { [`${name}.execution.json`]: couldNotBeHad(error) });
      }
    }
    await this.#lookAtFunctions(logs).catch((error: unknown) => this.#functionLogs.set('Lambda', couldNotBeHad(error)));
    sfn.destroy();
    logs.destroy();
  }

  async #lookAtFunctions(logs: CloudWatchLogsClient): Promise<void> {
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, {}))
      for (const { logGroupName = '' } of logGroups)
        if (/Evaluator|Lifecycle/i.test(logGroupName) && this.#stackNames.some((name) => logGroupName.includes(name)))
          this.#functionLogs.set(logGroupName, await lines(logs, logGroupName, this.#since));
  }
}

function had(make: () => Promise<string>): Promise<string> {
  return make().catch(couldNotBeHad);
}

function couldNotBeHad(error: unknown): string {
  return `could not be had: ${String(error)}`;
}

/** Keeps why a target could not be started for a file of suites. */
export async function keepStartFailure(kind: TargetKind, suite: string, error: Error): Promise<void> {
  const directory = new URL(`${kind.name}/start-${suite}/`, ARTIFACTS);
  await mkdir(directory, { recursive: true });
  await writeFile(new URL('errors.txt', directory), `${error.stack ?? error.message}\n`);
  process.stderr.write(`Why ${kind.title} did not start is in ${fileURLToPath(directory)}\n`);
}

/** A directory's name that says which test it was. */
export function directoryName({ name, suite }: FailedTest): string {
  const words = [suite?.name, name].filter(Boolean).join(' ');
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 120);
}

async function lines(
  client: CloudWatchLogsClient,
  logGroupName: string,
  since: Date,
  logStreamNamePrefix?: string,
): Promise<string> {
  const found: string[] = [];
  const request = { logGroupName, startTime: since.getTime(), ...(logStreamNamePrefix !== undefined && { logStreamNamePrefix }) };
  for await (const { events = [] } of paginateFilterLogEvents({ client }, request))
    found.push(...events.map(({ message = '' }) => message.trimEnd()));
  return found.join('\n');
}
