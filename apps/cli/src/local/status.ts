import { resolve } from 'node:path';
import { ExitCode } from '../errors/exit-code.ts';
import { Output, type OutputOptions } from '../output/output.ts';
import { table } from '../output/table.ts';
import { applyTarget } from '../target/apply-target.ts';
import { LOCAL_REGION } from '../target/target.ts';
import { answers, runningServer } from './running-server.ts';

/** Output of `stepmaker local status --json`. */
export interface LocalStatus {
  readonly running: boolean;
  readonly dataDir: string;
  readonly endpointUrl: string | null;
  readonly pid: number | null;
  readonly stacks: readonly { readonly stackName: string; readonly status: string }[];
  readonly runningExecutions: number;
  readonly endpoints: readonly { readonly endpointName: string; readonly status: string }[];
}

/** Says whether the embedded AWS of a data directory runs and what is in it; exit code 3 when it does not run. */
export async function showStatus(options: OutputOptions & { readonly dataDir: string }): Promise<void> {
  const out = new Output(options);
  const status = await readStatus(resolve(options.dataDir));
  if (!status.running) process.exitCode = ExitCode.NOT_FOUND;
  if (out.isJson) return out.json(status);
  if (!status.running) return out.note(`No embedded AWS runs on ${status.dataDir}. stepmaker local --detach starts one.`);
  if (out.isQuiet) return out.write(`${status.endpointUrl}\n`);
  const named = (items: readonly (readonly [string, string])[]): string =>
    items.map(([name, state]) => `${name} ${out.paint.dim(state)}`).join(', ') || 'none';
  out.write(
    table([
      ['Running', out.paint.green(`${status.endpointUrl}`) + out.paint.dim(`  process ${status.pid}`)],
      ['Data', status.dataDir],
      ['Stacks', named(status.stacks.map((stack) => [stack.stackName, stack.status]))],
      ['Runs now', String(status.runningExecutions)],
      ['Endpoints', named(status.endpoints.map((endpoint) => [endpoint.endpointName, endpoint.status]))],
    ]),
  );
}

async function readStatus(dataDir: string): Promise<LocalStatus> {
  const server = runningServer(dataDir);
  const nothing = { dataDir, stacks: [], runningExecutions: 0, endpoints: [] };
  if (server === undefined || !(await answers(server))) return { running: false, endpointUrl: null, pid: null, ...nothing };
  const config = applyTarget({ kind: 'local', endpointUrl: server.endpointUrl, region: LOCAL_REGION, stackName: '' });
  const [stacks, runningExecutions, endpoints] = await Promise.all([stacksOf(config), countRunning(config), endpointsOf(config)]);
  return { running: true, dataDir, endpointUrl: server.endpointUrl, pid: server.pid, stacks, runningExecutions, endpoints };
}

type Config = ReturnType<typeof applyTarget>;

async function stacksOf(config: Config): Promise<LocalStatus['stacks']> {
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const { Stacks = [] } = await new CloudFormationClient(config).send(new DescribeStacksCommand({}));
  return Stacks.map(({ StackName = '', StackStatus = '' }) => ({ stackName: StackName, status: StackStatus }));
}

async function countRunning(config: Config): Promise<number> {
  const { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } = await import('@aws-sdk/client-sfn');
  const sfn = new SFNClient(config);
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
  const counts = await Promise.all(
    stateMachines.map(async ({ stateMachineArn }) => {
      const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }));
      return executions.length;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function endpointsOf(config: Config): Promise<LocalStatus['endpoints']> {
  const { ListEndpointsCommand, SageMakerClient } = await import('@aws-sdk/client-sagemaker');
  const { Endpoints = [] } = await new SageMakerClient(config).send(new ListEndpointsCommand({}));
  return Endpoints.map(({ EndpointName = '', EndpointStatus = '' }) => ({ endpointName: EndpointName, status: EndpointStatus }));
}
