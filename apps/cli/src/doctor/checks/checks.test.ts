import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { dockerCheck } from './docker.ts';
import { imageCheck } from './image.ts';
import { pythonCheck } from './python.ts';
import { rolesCheck } from './roles.ts';
import { stackCheck } from './stack.ts';

const directory = mkdtempSync(join(tmpdir(), 'stepmaker-programs-'));
afterAll(() => rmSync(directory, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** A program that prints this and ends so. */
function program(name: string, script: string): string {
  const path = join(directory, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('the check of Docker', () => {
  it.each([
    ['is fine with an engine', 'echo 28.0.1', { status: 'ok', found: '28.0.1' }],
    [
      'warns of an engine that does not answer, with its words',
      'echo first >&2; echo "Cannot connect" >&2; exit 1',
      { status: 'warn', found: 'installed, its engine does not answer (Cannot connect); the pipeline does not need it' },
    ],
    [
      'warns of an engine that says nothing',
      'exit 1',
      { status: 'warn', found: 'installed, its engine does not answer; the pipeline does not need it' },
    ],
  ])('%s', async (_what, script, expected) => {
    program('docker', script);
    vi.stubEnv('PATH', `${directory}${delimiter}${process.env['PATH']}`);

    expect(await dockerCheck.run()).toMatchObject(expected);
  });

  it('warns where it is not installed, or must not be run', async () => {
    vi.stubEnv('PATH', join(directory, 'empty'));
    expect(await dockerCheck.run()).toMatchObject({ status: 'warn', found: expect.stringMatching(/^not installed/) });

    chmodSync(program('docker', 'exit 0'), 0o644);
    vi.stubEnv('PATH', directory);
    expect(await dockerCheck.run()).toMatchObject({ status: 'warn', found: expect.stringMatching(/^not installed/) });
  });
});

describe('the check of Python', () => {
  it.each([
    ['is fine with the packages', 'echo "3.12.1\nsklearn 1.7\nnumpy 2.1"', 'ok', '3.12.1, scikit-learn 1.7, numpy 2.1'],
    ['refuses an old one', 'echo 3.8.2', 'fail', expect.stringMatching(/ is 3\.8\.2: 3\.9 or newer is needed$/)],
    ['refuses another major version', 'echo 2.7.18', 'fail', expect.stringMatching(/ is 2\.7\.18: /)],
    [
      'names missing packages',
      'echo "3.12.1\nsklearn missing: no module"',
      'fail',
      expect.stringMatching(/, sklearn missing: no module$/),
    ],
    [
      'gives the words of one that fails',
      'echo one >&2; echo "bad magic" >&2; exit 3',
      'fail',
      expect.stringMatching(/: failed, bad magic$/),
    ],
    ['gives no words of one that fails in silence', 'exit 3', 'fail', expect.stringMatching(/python: failed$/)],
  ])('%s', async (_what, script, status, found) => {
    vi.stubEnv('STEPMAKER_PYTHON', program('python', script));

    expect(await pythonCheck.run()).toMatchObject({ status, found });
  });
});

describe('the check of the image', () => {
  it('knows the region, or names the nearest one', async () => {
    expect(await imageCheck(async () => 'eu-west-1').run()).toMatchObject({ status: 'ok' });
    expect(await imageCheck(async () => 'eu-wset-1').run()).toMatchObject({
      status: 'fail',
      fix: 'Did you mean --region eu-west-1?',
    });
    expect(await imageCheck(async () => 'moon').run()).toMatchObject({ status: 'fail', fix: expect.stringMatching(/^One of /) });
  });
});

/** An AWS over HTTP that answers the Query protocol by action. */
const answers: Record<string, (parameters: URLSearchParams) => string> = {};
let server: Server;
const config = { region: 'us-east-1', credentials: { accessKeyId: 'id', secretAccessKey: 'secret' } };
const target = { kind: 'local', endpointUrl: '', region: 'us-east-1', stackName: 'ml-pipeline' } as const;
const endpoint = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const parameters = new URLSearchParams(body);
      const action = parameters.get('Action') as string;
      const answer = answers[action]?.(parameters) ?? '';
      const isError = answer.startsWith('<Error>');
      response.statusCode = isError ? 400 : 200;
      response.end(
        isError
          ? `<ErrorResponse>${answer}</ErrorResponse>`
          : `<${action}Response><${action}Result>${answer}</${action}Result></${action}Response>`,
      );
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => server.close());

describe('the check of the stack', () => {
  const list = (members: readonly string[], token?: string): string =>
    `<Stacks>${members.map((member) => `<member>${member}</member>`).join('')}</Stacks>${token === undefined ? '' : `<NextToken>${token}</NextToken>`}`;
  const notFound = '<Error><Code>ValidationError</Code><Message>Stack with id ml-pipeline does not exist</Message></Error>';
  const check = async (): Promise<object> => await stackCheck(target, { ...config, endpoint: endpoint() }).run();

  it.each([
    ['UPDATE_COMPLETE', { status: 'ok', found: 'ml-pipeline: UPDATE_COMPLETE' }],
    ['UPDATE_IN_PROGRESS', { status: 'warn', found: 'ml-pipeline: UPDATE_IN_PROGRESS', fix: 'Wait until it is complete' }],
    [
      'REVIEW_IN_PROGRESS',
      {
        status: 'warn',
        found: 'ml-pipeline: REVIEW_IN_PROGRESS: a change set was not executed',
        fix: 'stepmaker deploy --local',
      },
    ],
    ['ROLLBACK_COMPLETE', { status: 'fail', found: 'ml-pipeline: ROLLBACK_COMPLETE', fix: 'stepmaker deploy --local' }],
  ])('gives a verdict on %s', async (status, expected) => {
    answers['DescribeStacks'] = () => list([`<StackName>ml-pipeline</StackName><StackStatus>${status}</StackStatus>`]);

    expect(await check()).toMatchObject(expected);
  });

  it('gives the reason of a failed stack', async () => {
    const failed = '<StackName>ml-pipeline</StackName><StackStatus>CREATE_FAILED</StackStatus>';
    answers['DescribeStacks'] = () => list([`${failed}<StackStatusReason>no role</StackStatusReason>`]);

    expect(await check()).toMatchObject({ found: 'ml-pipeline: CREATE_FAILED, no role' });
  });

  it('names the nearest stack of all pages where the stack does not exist', async () => {
    answers['DescribeStacks'] = (parameters) => {
      if (parameters.has('StackName')) return notFound;
      const isLast = parameters.has('NextToken');
      return list([`<StackName>${isLast ? 'ml-pipline' : 'web'}</StackName>`], isLast ? undefined : '2');
    };
    expect(await check()).toMatchObject({
      status: 'warn',
      found: 'ml-pipeline is not deployed',
      fix: 'stepmaker deploy --local. Did you mean ml-pipline?',
    });

    answers['DescribeStacks'] = (parameters) => (parameters.has('StackName') ? notFound : list([]));
    expect(await check()).toMatchObject({ status: 'warn', fix: 'stepmaker deploy --local' });
  });

  it('throws other errors of CloudFormation', async () => {
    answers['DescribeStacks'] = () => '<Error><Code>AccessDenied</Code><Message>denied</Message></Error>';

    await expect(check()).rejects.toThrow('denied');
  });
});

describe('the check of the roles', () => {
  const resource = (name: string): string =>
    `<member><LogicalResourceId>${name}Id</LogicalResourceId><PhysicalResourceId>${name}</PhysicalResourceId><ResourceType>AWS::IAM::Role</ResourceType></member>`;
  const trust = (...services: readonly string[]): string =>
    encodeURIComponent(JSON.stringify({ Statement: [{ Principal: { Service: services } }, { Principal: { AWS: '*' } }] }));
  const check = async (): Promise<object> => await rolesCheck(target, { ...config, endpoint: endpoint() }).run();
  const deployed = (): void => {
    answers['DescribeStackResources'] = () => `<StackResources>${['a', 'b'].map(resource).join('')}</StackResources>`;
  };

  it('lists the services that may assume them', async () => {
    deployed();
    answers['GetRole'] = () =>
      `<Role><AssumeRolePolicyDocument>${trust('sagemaker.amazonaws.com', 'states.amazonaws.com', 'lambda.amazonaws.com')}</AssumeRolePolicyDocument></Role>`;

    expect(await check()).toMatchObject({ status: 'ok', found: '2, for lambda, sagemaker, states' });
  });

  it('names a service that may assume none', async () => {
    deployed();
    answers['GetRole'] = () =>
      `<Role><AssumeRolePolicyDocument>${trust('sagemaker.amazonaws.com')}</AssumeRolePolicyDocument></Role>`;

    expect(await check()).toMatchObject({ status: 'fail', found: expect.stringContaining('states, lambda') });
  });

  it('names a role that was deleted', async () => {
    deployed();
    answers['GetRole'] = () => '<Error><Code>NoSuchEntity</Code><Message>The role cannot be found.</Message></Error>';

    expect(await check()).toMatchObject({ status: 'fail', found: 'a (aId) has been deleted' });
  });

  it('throws other errors of AWS', async () => {
    answers['GetRole'] = () => '<Error><Code>AccessDenied</Code><Message>denied</Message></Error>';
    await expect(check()).rejects.toThrow('denied');

    answers['DescribeStackResources'] = () => '<Error><Code>AccessDenied</Code><Message>denied here</Message></Error>';
    await expect(check()).rejects.toThrow('denied here');
  });

  it('warns where the stack is not deployed', async () => {
    answers['DescribeStackResources'] = () =>
      '<Error><Code>ValidationError</Code><Message>Stack with id ml-pipeline does not exist</Message></Error>';

    expect(await check()).toMatchObject({ status: 'warn' });
  });
});
