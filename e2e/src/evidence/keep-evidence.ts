import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CloudWatchLogsClient, paginateDescribeLogGroups, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { historyOf, jobsIn } from '../suites/history.ts';
import type { Target } from '../targets/target.ts';

/** What is known of a test where it has failed. */
interface FailedTest {
  readonly name: string;
  readonly suite?: { readonly name: string } | undefined;
  readonly result?: { readonly errors?: readonly { readonly stack?: string; readonly message?: string }[] } | undefined;
}

/** Where artifacts are kept: a directory a target, below it one a test. */
export const ARTIFACTS: URL = new URL('../../test-results/artifacts/', import.meta.url);

/**
 * Keeps what tells why a test failed: its errors, each execution since it began with its history and its jobs' logs, the logs of Lambda
 * functions, and the target's own log. What cannot be had is said in place of it: evidence never fails a test.
 */
export async function keepEvidence(target: Target, test: FailedTest, since: Date): Promise<void> {
  const directory = new URL(`${target.kind.name}/${directoryName(test)}/`, ARTIFACTS);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const keep = async (file: string, make: () => Promise<string>): Promise<void> => {
    const text = await make().catch((error: unknown) => `could not be had: ${String(error)}`);
    await writeFile(new URL(file, directory), `${text}\n`);
  };
  await keep('errors.txt', async () => (test.result?.errors ?? []).map(({ stack, message }) => stack ?? message).join('\n\n'));
  await keep('target.log', () => target.log());
  const sfn = new SFNClient(target.clientConfig);
  const logs = new CloudWatchLogsClient(target.clientConfig);
  await keep('lambda.log', () => lambdaLogs(logs, since));
  for (const { executionArn } of target.started.filter(({ startedAt }) => startedAt >= since.getTime())) {
    const name = executionArn.split(':').slice(-2).join('-');
    await keep(`${name}.execution.json`, async () => {
      const { $metadata: _, ...description } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      return JSON.stringify(description, null, 2);
    });
    const history = await historyOf(sfn, executionArn).catch(() => []);
    await keep(`${name}.history.json`, async () => JSON.stringify(history, null, 2));
    for (const job of jobsIn(history))
      await keep(`${job.name}.log`, () => lines(logs, `/aws/sagemaker/${job.kind}s`, since, `${job.name}/`));
  }
  sfn.destroy();
  logs.destroy();
  process.stderr.write(`What is known of the failure is in ${fileURLToPath(directory)}\n`);
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

async function lambdaLogs(logs: CloudWatchLogsClient, since: Date): Promise<string> {
  const parts: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, {})) {
    for (const { logGroupName = '' } of logGroups) {
      if (!/lambda|Evaluator|Lifecycle/i.test(logGroupName)) continue;
      parts.push(`--- ${logGroupName}`, await lines(logs, logGroupName, since));
    }
  }
  return parts.join('\n');
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
