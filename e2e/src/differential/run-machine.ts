import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { historyOf, until } from '../suites/history.ts';
import type { ClientConfig } from '../targets/deployment.ts';
import type { ComparedMachine } from './machines.ts';
import { type NormalisedEvent, normaliseHistory } from './normalise.ts';

/** How an execution of a machine ended, and what happened in it. */
export interface MachineRun {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  readonly events: readonly NormalisedEvent[];
}

const ROLE = 'stepmaker-e2e-differential';

/** A role for compared machines, which may call what they call. Gives its ARN. */
export async function makeRole(clientConfig: ClientConfig): Promise<string> {
  const iam = new IAMClient(clientConfig);
  const policy = (Statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: ROLE,
      AssumeRolePolicyDocument: policy({
        Effect: 'Allow',
        Principal: { Service: 'states.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: ROLE,
      PolicyName: 'calls',
      PolicyDocument: policy({ Effect: 'Allow', Action: ['s3:GetObject', 'sagemaker:*', 'iam:PassRole'], Resource: '*' }),
    }),
  );
  iam.destroy();
  return Role?.Arn ?? '';
}

/** Runs a machine to its end, and takes it away again. */
export async function runMachine(
  clientConfig: ClientConfig,
  roleArn: string,
  { name, definition, input }: ComparedMachine,
): Promise<MachineRun> {
  const sfn = new SFNClient(clientConfig);
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({ name, roleArn, definition: JSON.stringify(definition) }),
  );
  const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  const ended: DescribeExecutionCommandOutput = await until(
    () => sfn.send(new DescribeExecutionCommand({ executionArn })),
    ({ status }) => status !== 'RUNNING',
    { what: `${name} ends` },
  );
  const events = normaliseHistory(await historyOf(sfn, executionArn));
  await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
  sfn.destroy();
  return {
    status: ended.status ?? '',
    ...(ended.output !== undefined && { output: JSON.parse(ended.output) as unknown }),
    ...(ended.error !== undefined && { error: ended.error }),
    ...(ended.cause !== undefined && { cause: ended.cause }),
    events,
  };
}
