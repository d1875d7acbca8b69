import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteStackCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsOf, TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

/** A template with a function, its role, and a custom resource that it answers for. */
const template = (code: string, properties: object = {}, more: object = {}): object => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: code.includes('def handler') ? 'python3.12' : 'nodejs22.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: code },
      },
    },
    Thing: { Type: 'Custom::Thing', Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] }, ...properties } },
    ...more,
  },
  Outputs: { Value: { Value: { 'Fn::GetAtt': ['Thing', 'Value'] } }, Id: { Value: { Ref: 'Thing' } } },
});

const IAM = { Capabilities: ['CAPABILITY_IAM' as const] };

const answering = (rest: string): string => `
  const { appendFileSync } = require('node:fs');
  exports.handler = async (event) => {
    const answer = (more) => fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({
      Status: 'SUCCESS', StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId, ...more }) });
    ${rest}
  };`;

describe('a custom resource', () => {
  it('is asked to be made, changed and deleted, and its data are attributes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stepmaker-custom-'));
    const file = join(folder, 'events.txt');
    const code = answering(`
      appendFileSync(${JSON.stringify(file)}, JSON.stringify(event) + '\\n');
      await answer({ PhysicalResourceId: 'thing-' + event.ResourceProperties.Name, Data: { Value: event.ResourceProperties.Name + '!' } });`);
    const first = await testStacks.create('asked', template(code, { Name: 'a', Count: 1, Flag: true }), IAM);
    await testStacks.client.send(
      new UpdateStackCommand({
        StackName: 'asked',
        TemplateBody: JSON.stringify(template(code, { Name: 'b', Count: 1, Flag: true })),
        ...IAM,
      }),
    );
    const second = await testStacks.settled('asked');
    await testStacks.client.send(new DeleteStackCommand({ StackName: 'asked' }));
    const last = await testStacks.settled(first.StackId ?? '');

    expect(outputsOf(first)).toEqual({ Id: 'thing-a', Value: 'a!' });
    expect(outputsOf(second)).toEqual({ Id: 'thing-b', Value: 'b!' });
    expect(last.StackStatus).toBe('DELETE_COMPLETE');
    const events = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { ResourceProperties: { Name: string } });
    expect(events).toMatchObject([
      {
        RequestType: 'Create',
        ResourceType: 'Custom::Thing',
        StackId: first.StackId,
        ResourceProperties: { Name: 'a', Count: '1', Flag: 'true' },
      },
      {
        RequestType: 'Update',
        PhysicalResourceId: 'thing-a',
        ResourceProperties: { Name: 'b' },
        OldResourceProperties: { Name: 'a' },
      },
      // The physical id has changed: what had the old one is cleaned up.
      { RequestType: 'Delete', PhysicalResourceId: 'thing-a', ResourceProperties: { Name: 'a' } },
      { RequestType: 'Delete', PhysicalResourceId: 'thing-b', ResourceProperties: { Name: 'b' } },
    ]);
    rmSync(folder, { recursive: true });
  });

  it.each([
    [
      'cfn-response in Node.js',
      "const response = require('cfn-response'); exports.handler = (event, context) => response.send(event, context, response.SUCCESS, { Value: 'js' }, 'id');",
      'js',
    ],
    [
      'cfnresponse in Python',
      "import cfnresponse\ndef handler(event, context):\n  cfnresponse.send(event, context, cfnresponse.SUCCESS, {'Value': 'py'}, 'id')\n",
      'py',
    ],
    [
      'https to port 443, as handlers commonly do',
      `const https = require('https'); const url = require('url');
       exports.handler = (event) => new Promise((done, fail) => {
         const body = JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'id', Data: { Value: 'tls' }, StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId });
         const { hostname, path } = url.parse(event.ResponseURL);
         const request = https.request({ hostname, port: 443, path, method: 'PUT', headers: { 'content-length': Buffer.byteLength(body) } }, done);
         request.on('error', fail); request.end(body);
       });`,
      'tls',
    ],
  ])('answers by %s', async (_what, code, value) => {
    expect(outputsOf(await testStacks.create(`answers-${value}`, template(code), IAM))).toEqual({ Id: 'id', Value: value });
  });

  it('that fails gives its reason, and is asked to delete what it may have made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stepmaker-custom-'));
    const file = join(folder, 'events.txt');
    const code = answering(`
      appendFileSync(${JSON.stringify(file)}, event.RequestType + ' ' + event.PhysicalResourceId + '\\n');
      await answer(event.RequestType === 'Create' ? { Status: 'FAILED', Reason: 'no room', PhysicalResourceId: 'half' } : {});`);

    const stack = await testStacks.create('refusing', template(code), IAM);

    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    const failure = (await testStacks.events('refusing')).find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(failure?.ResourceStatusReason).toMatch(
      /^Received response status \[FAILED\] from custom resource\. Message returned: no room \(RequestId: [\w-]{36}\)$/,
    );
    expect(readFileSync(file, 'utf8')).toBe('Create undefined\nDelete half\n');
    rmSync(folder, { recursive: true });
  });

  it('that does not answer in its time fails', async () => {
    const stack = await testStacks.create('silent', template('exports.handler = async () => {}', { ServiceTimeout: 1 }), {
      ...IAM,
      OnFailure: 'DO_NOTHING',
    });

    expect(stack.StackStatus).toBe('CREATE_FAILED');
    const failure = (await testStacks.events('silent')).find(
      ({ LogicalResourceId, ResourceStatus }) => LogicalResourceId === 'Thing' && ResourceStatus === 'CREATE_FAILED',
    );
    expect(failure?.ResourceStatusReason).toMatch(
      /^CloudFormation did not receive a response from your Custom Resource\. Please check your logs for requestId/,
    );
  });

  it('that waits is given up once another resource has failed', async () => {
    const bad = { Type: 'AWS::S3::Bucket', DependsOn: 'Function', Properties: { BucketName: 'Not_A_Name' } };

    const stack = await testStacks.create('giving-up', template('exports.handler = async () => {}', {}, { Bad: bad }), {
      ...IAM,
      OnFailure: 'DO_NOTHING',
    });

    const failures = (await testStacks.events('giving-up')).filter(
      ({ ResourceStatus, ResourceType }) => ResourceStatus === 'CREATE_FAILED' && ResourceType === 'Custom::Thing',
    );
    expect(stack.StackStatus).toBe('CREATE_FAILED');
    expect(failures.map(({ ResourceStatusReason }) => ResourceStatusReason)).toEqual(['Resource creation cancelled']);
  });
});

describe('a response URL', () => {
  it('knows no answers but those that were asked for', async () => {
    const url = `${testStacks.emulator.endpointUrl}/_stepmaker/cloudformation/response/`;

    expect((await fetch(`${url}guessed`, { method: 'PUT', body: '{}' })).status).toBe(404);
    expect((await fetch(`${url}${'0'.repeat(48)}`)).status).toBe(405);
    expect((await fetch(`${url}${'0'.repeat(48)}`, { method: 'PUT', body: 'x'.repeat(4097) })).status).toBe(400);
  });
});
