import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unzip } from '../../src/services/lambda/unzip.ts';
import { zip } from '../../src/services/lambda/zip.ts';
import { TestFunctions } from './test-functions.ts';

let testStacks: TestFunctions;
beforeAll(async () => {
  testStacks = await TestFunctions.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const CODE = { 'index.js': 'exports.handler = async () => process.env.AWS_LAMBDA_FUNCTION_VERSION' };

describe('a function', () => {
  it('is pending first and then active, and its package can be fetched', async () => {
    const created = await testStacks.lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'first',
        Role: testStacks.roleArn,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: zip(CODE) },
        Tags: { team: 'a' },
      }),
    );
    await waitUntilFunctionActiveV2({ client: testStacks.lambda, maxWaitTime: 5 }, { FunctionName: 'first' });

    const { Configuration, Code, Tags } = await testStacks.lambda.send(new GetFunctionCommand({ FunctionName: 'first' }));

    expect(created).toMatchObject({ State: 'Pending', Version: '$LATEST', Timeout: 3, MemorySize: 128 });
    expect(Configuration).toMatchObject({
      State: 'Active',
      LastUpdateStatus: 'Successful',
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:first',
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/first' },
    });
    expect(Tags).toEqual({ team: 'a' });
    const bytes = new Uint8Array(await (await fetch(Code?.Location ?? '')).arrayBuffer());
    expect(unzip(bytes, 1000).map(({ path }) => path)).toEqual(['index.js']);
  });

  it.each([
    ['a name that is taken', { FunctionName: 'first' }, 'ResourceConflictException', 'Function already exist: first'],
    [
      'an unknown role',
      { Role: 'arn:aws:iam::000000000000:role/missing' },
      'InvalidParameterValueException',
      'The role defined for the function cannot be assumed by Lambda.',
    ],
    [
      'a package that is none',
      { Code: { ZipFile: Buffer.from('no zip') } },
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    ],
    [
      'a path that leaves the package',
      { Code: { ZipFile: zip({ '../../evil.js': '' }) } },
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    ],
    [
      'a reserved variable',
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      'InvalidParameterValueException',
      /reserved keys .* Reserved keys used in this request: AWS_REGION/,
    ],
    [
      'a network, by name',
      { VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] } },
      'NotImplemented',
      /VpcConfig is not served/,
    ],
    ['a runtime that is not there, by name', { Runtime: 'java21' as const }, 'NotImplemented', /java21 is not served/],
  ])('is refused for %s', async (_what, input, name, message) => {
    const request = testStacks.lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'refused',
        Role: testStacks.roleArn,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: zip(CODE) },
        ...input,
      }),
    );

    await expect(request).rejects.toMatchObject({
      name,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('changes its settings, and only for who knows its latest revision', async () => {
    await testStacks.create('changing', CODE);
    const { RevisionId } = await testStacks.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'changing', Timeout: 9 }),
    );

    const stale = testStacks.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'changing', ZipFile: zip(CODE), RevisionId: 'old' }),
    );

    await expect(stale).rejects.toMatchObject({ name: 'PreconditionFailedException', $metadata: { httpStatusCode: 412 } });
    const { Configuration } = await testStacks.lambda.send(new GetFunctionCommand({ FunctionName: 'changing' }));
    expect(Configuration).toMatchObject({ Timeout: 9, MemorySize: 128, RevisionId });
  });

  it('publishes versions that stay as they are, and aliases that point at them', async () => {
    await testStacks.create('published', CODE);
    const first = await testStacks.lambda.send(new PublishVersionCommand({ FunctionName: 'published' }));
    const again = await testStacks.lambda.send(new PublishVersionCommand({ FunctionName: 'published' }));
    const AliasArn = await testStacks.lambda.send(
      new CreateAliasCommand({ FunctionName: 'published', Name: 'live', FunctionVersion: '1' }),
    );
    await testStacks.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'published',
        ZipFile: zip({ 'index.js': 'exports.handler = async () => "changed"' }),
      }),
    );

    const live = await testStacks.invoke('published:live');

    expect([first.Version, again.Version]).toEqual(['1', '1']);
    expect(live).toMatchObject({ payload: '1', executedVersion: '1' });
    expect((await testStacks.invoke('published')).payload).toBe('changed');
    expect(await testStacks.lambda.send(new GetAliasCommand({ FunctionName: 'published', Name: 'live' }))).toMatchObject({
      AliasArn: AliasArn.AliasArn,
      FunctionVersion: '1',
    });
    const { Versions } = await testStacks.lambda.send(new ListVersionsByFunctionCommand({ FunctionName: 'published' }));
    expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
    await expect(
      testStacks.lambda.send(new DeleteFunctionCommand({ FunctionName: 'published', Qualifier: '1' })),
    ).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
  });

  it('carries a separate policy, and tags', async () => {
    const Resource = await testStacks.create('shared', CODE);
    const permission = {
      FunctionName: 'shared',
      StatementId: 'bucket',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceArn: 'arn:aws:s3:::b',
    };
    await testStacks.lambda.send(new AddPermissionCommand(permission));
    await expect(testStacks.lambda.send(new AddPermissionCommand(permission))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
    const { Policy } = await testStacks.lambda.send(new GetPolicyCommand({ FunctionName: 'shared' }));
    await testStacks.lambda.send(new RemovePermissionCommand({ FunctionName: 'shared', StatementId: 'bucket' }));
    await testStacks.lambda.send(new TagResourceCommand({ Resource, Tags: { a: '1', b: '2' } }));
    await testStacks.lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['a'] }));

    expect(JSON.parse(Policy ?? '')).toEqual({
      Version: '2012-10-17',
      Id: 'default',
      Statement: [
        {
          Sid: 'bucket',
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Resource,
          Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::b' } },
        },
      ],
    });
    await expect(testStacks.lambda.send(new GetPolicyCommand({ FunctionName: 'shared' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect((await testStacks.lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ b: '2' });
  });

  it('is gone with its versions once it is deleted', async () => {
    await testStacks.create('passing', CODE, { Publish: true });

    await testStacks.lambda.send(new DeleteFunctionCommand({ FunctionName: 'passing' }));

    const { Functions } = await testStacks.lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }));
    expect(Functions?.some(({ FunctionName }) => FunctionName === 'passing')).toBe(false);
  });
});
