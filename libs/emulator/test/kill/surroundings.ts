import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { CreateActivityCommand, CreateStateMachineCommand } from '@aws-sdk/client-sfn';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { zip } from '../../src/services/lambda/zip.ts';
import type { KilledServer } from './killed-server.ts';
import type { Surroundings } from './kinds.ts';

const PRINCIPALS = ['states.amazonaws.com', 'lambda.amazonaws.com', 'sagemaker.amazonaws.com'];
const document = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

/** Creates a state machine; answers its ARN. */
export async function createMachine({ sfn }: KilledServer, roleArn: string, name: string, definition: object): Promise<string> {
  const request = { name, roleArn, definition: JSON.stringify(definition) };
  return (await sfn.send(new CreateStateMachineCommand(request))).stateMachineArn ?? '';
}

/** Makes what the state machines of the kill test call. */
export async function makeSurroundings(server: KilledServer): Promise<Surroundings> {
  const traces = join(server.dataDir, 'traces');
  mkdirSync(traces, { recursive: true });
  const RoleName = 'killed';
  const trust = { Effect: 'Allow', Principal: { Service: PRINCIPALS }, Action: 'sts:AssumeRole' };
  const { Role } = await server.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  const PolicyDocument = document({ Effect: 'Allow', Action: '*', Resource: '*' });
  await server.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
  const roleArn = Role?.Arn ?? '';
  const create = (name: string, state: object): Promise<string> =>
    createMachine(server, roleArn, name, { StartAt: 'A', States: { A: { ...state, End: true } } });
  const code = `
    const { appendFileSync } = require('node:fs');
    exports.handler = async ({ name }) => {
      appendFileSync(process.env.TRACES + '/' + name, 'called\\n');
      return 'hello ' + name;
    };`;
  const { FunctionName } = await server.lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'traced',
      Role: roleArn,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 30,
      Environment: { Variables: { TRACES: traces } },
      Code: { ZipFile: zip({ 'index.js': code }) },
    }),
  );
  return {
    marker: await create('marker', { Type: 'Wait', Seconds: 0 }),
    answer: await create('answer', {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess',
      Parameters: { 'TaskToken.$': '$.token', Output: { said: 'yes' } },
    }),
    activity: (await server.sfn.send(new CreateActivityCommand({ name: 'work' }))).activityArn ?? '',
    function: FunctionName ?? '',
    topic: (await server.sns.send(new CreateTopicCommand({ Name: 'news' }))).TopicArn ?? '',
    roleArn,
    traces,
  };
}
