import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { KillableServer } from '@stepmaker/testing';
import { describe, expect, it } from 'vitest';
import { outputsOf, TestStacks } from './test-stacks.ts';

const EMULATOR = new URL('../../src/index.ts', import.meta.url);

const TEMPLATE = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Timeout: 30,
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: {
          ZipFile: `exports.handler = async (event) => {
            await new Promise((done) => setTimeout(done, 300));
            await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'made', Data: { Value: 'v' },
              StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId }) });
          }`,
        },
      },
    },
    Thing: { Type: 'Custom::Thing', Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] } } },
    Bucket: { Type: 'AWS::S3::Bucket', DependsOn: 'Thing' },
  },
  Outputs: { Value: { Value: { 'Fn::GetAtt': ['Thing', 'Value'] } } },
};

describe('a stack in the making', () => {
  // The moments after the request at which the server is killed: in the middle of the first resources, of the function, of the wait.
  it.each([0, 15, 40, 120, 350])('is finished by the next server where one was killed after %i ms', async (millis) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-killed-'));
    const server = await KillableServer.start({ module: EMULATOR, options: { dataDir } });
    const client = new CloudFormationClient({
      endpoint: server.endpointUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    });
    await client.send(new DescribeStacksCommand({}));
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: 'killed', TemplateBody: JSON.stringify(TEMPLATE), Capabilities: ['CAPABILITY_IAM'] }),
    );
    await new Promise((done) => setTimeout(done, millis));
    await server.kill();

    await using testStacks = await TestStacks.open({ dataDir });
    const stack = await testStacks.settled(StackId);

    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(outputsOf(stack)).toEqual({ Value: 'v' });
    const finished = (await testStacks.story(StackId)).filter((each) => each.endsWith('CREATE_COMPLETE'));
    expect(finished.toSorted()).toEqual(
      ['Bucket', 'Function', 'Role', 'Thing', 'killed'].map((name) => `${name} CREATE_COMPLETE`),
    );
    const { Buckets } = await testStacks.call<{ Buckets: object[] }>('s3', 'ListBuckets', {});
    const { Functions } = await testStacks.call<{ Functions: object[] }>('lambda', 'ListFunctions', {});
    const { Roles } = await testStacks.call<{ Roles: object[] }>('iam', 'ListRoles', {});
    expect([Buckets.length, Functions.length, Roles.length]).toEqual([1, 1, 1]);
    rmSync(dataDir, { recursive: true, force: true });
  });
});
