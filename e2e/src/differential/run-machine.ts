import { randomBytes } from 'node:crypto';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { until } from '@stepmaker/testing';
import { historyOf } from '../suites/history.ts';
import type { ClientConfig } from '../targets/deployment.ts';
import type { ComparedMachine } from './machines.ts';
import { type NormalisedEvent, normalise, normaliseHistory } from './normalise.ts';

/** End and events of an execution. */
export interface MachineRun {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: unknown;
  readonly events: readonly NormalisedEvent[];
}

/** A role that exists until it is disposed. */
export interface MachineRole extends AsyncDisposable {
  readonly arn: string;
}

/** A role for compared machines, which may call what they call; its name begins with the stack's, so that a last look finds it. */
export async function makeRole(clientConfig: ClientConfig, stackName: string): Promise<MachineRole> {
  const iam = new IAMClient(clientConfig);
  const RoleName = `${stackName}-machines-${randomBytes(3).toString('hex')}`;
  const policy = (Statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: policy({
        Effect: 'Allow',
        Principal: { Service: 'states.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'calls',
      PolicyDocument: policy({
        Effect: 'Allow',
        Action: ['s3:GetObject', 'sagemaker:*', 'iam:PassRole', 'events:PutRule', 'events:PutTargets', 'events:DescribeRule'],
        Resource: '*',
      }),
    }),
  );
  return {
    arn: Role?.Arn ?? '',
    async [Symbol.asyncDispose]() {
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'calls' }));
      await iam.send(new DeleteRoleCommand({ RoleName }));
      iam.destroy();
    },
  };
}

/** Runs a machine to its end, and takes it away again. */
export async function runMachine(
  clientConfig: ClientConfig,
  { arn: roleArn }: MachineRole,
  { name, definition, input }: ComparedMachine,
): Promise<MachineRun> {
  const sfn = new SFNClient(clientConfig);
  const create = new CreateStateMachineCommand({ name, roleArn, definition: JSON.stringify(definition) });
  const stateMachineArn = await until(
    () => sfn.send(create).then(({ stateMachineArn = '' }) => stateMachineArn, unlessRoleIsNew),
    (arn) => arn.startsWith('arn:'),
    { what: `${name} is made`, pauseMillis: 2000, limitMillis: 60_000 },
  );
  const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  const ended: DescribeExecutionCommandOutput = await until(
    () => sfn.send(new DescribeExecutionCommand({ executionArn })),
    ({ status }) => status !== 'RUNNING',
    { what: `${name} ends`, pauseMillis: 100, limitMillis: 60_000 },
  );
  const events = normaliseHistory(await historyOf(sfn, executionArn));
  await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
  sfn.destroy();
  return {
    status: ended.status ?? '',
    ...(ended.output !== undefined && { output: normalise(JSON.parse(ended.output)) }),
    ...(ended.error !== undefined && { error: ended.error }),
    ...(ended.cause !== undefined && { cause: normalise(ended.cause) }),
    events,
  };
}

/** For some seconds AWS does not know a new role everywhere: what it says until then. */
function unlessRoleIsNew(error: Error): string {
  if (error.name !== 'AccessDeniedException') throw error;
  return error.message;
}
