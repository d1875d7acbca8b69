import {
  AddPermissionCommand,
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  GetPolicyCommand,
  ListAliasesCommand,
  PublishVersionCommand,
  RemovePermissionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestFunctions } from './test-functions.ts';

const FunctionName = 'versioned';

let testStacks: TestFunctions;
beforeAll(async () => {
  testStacks = await TestFunctions.open();
  await testStacks.create(FunctionName, { 'index.js': 'exports.handler = async () => 1;' });
  await testStacks.lambda.send(new PublishVersionCommand({ FunctionName, Description: 'first' }));
});
afterAll(() => testStacks[Symbol.asyncDispose]());

describe('an alias of a function', () => {
  it('is made, changed, listed and deleted', async () => {
    const made = await testStacks.lambda.send(
      new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1', Description: 'a' }),
    );
    const RoutingConfig = { AdditionalVersionWeights: { 1: 0.25 } };
    const changed = await testStacks.lambda.send(
      new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '$LATEST', RoutingConfig }),
    );

    expect(made).toMatchObject({ Name: 'live', FunctionVersion: '1', AliasArn: expect.stringMatching(/:versioned:live$/) });
    expect(made.RoutingConfig).toBeUndefined();
    expect(changed).toMatchObject({ FunctionVersion: '$LATEST', Description: 'a', RoutingConfig });
    expect(await testStacks.lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).toMatchObject({
      RevisionId: changed.RevisionId,
    });
    const list = async (FunctionVersion?: string): Promise<unknown> =>
      (await testStacks.lambda.send(new ListAliasesCommand({ FunctionName, FunctionVersion }))).Aliases?.map(({ Name }) => Name);
    expect([await list(), await list('$LATEST'), await list('1')]).toEqual([['live'], ['live'], []]);
    await testStacks.lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    expect(await list()).toEqual([]);
  });

  it('is refused with a name of digits, one that is taken, another revision, and no such version', async () => {
    const alias = { FunctionName, Name: 'kept', FunctionVersion: '1' };
    await testStacks.lambda.send(new CreateAliasCommand(alias));

    await expect(testStacks.lambda.send(new CreateAliasCommand({ ...alias, Name: '7' }))).rejects.toMatchObject({
      name: expect.stringMatching(/Invalid|Validation/),
    });
    await expect(testStacks.lambda.send(new CreateAliasCommand(alias))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
    await expect(testStacks.lambda.send(new UpdateAliasCommand({ ...alias, RevisionId: 'other' }))).rejects.toMatchObject({
      name: 'PreconditionFailedException',
    });
    await expect(testStacks.lambda.send(new UpdateAliasCommand({ ...alias, FunctionVersion: '9' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(testStacks.lambda.send(new GetAliasCommand({ FunctionName, Name: 'gone' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(testStacks.lambda.send(new PublishVersionCommand({ FunctionName, CodeSha256: 'other' }))).rejects.toMatchObject({
      name: expect.stringMatching(/Invalid/),
    });
  });
});

describe('the policy of a function', () => {
  it('has a statement for each permission', async () => {
    const permission = { FunctionName, StatementId: 's3', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };
    await testStacks.lambda.send(
      new AddPermissionCommand({ ...permission, SourceArn: 'arn:aws:s3:::b', SourceAccount: '000000000000' }),
    );
    await testStacks.lambda.send(new AddPermissionCommand({ ...permission, StatementId: 'account', Principal: '111122223333' }));

    const { Policy = '{}' } = await testStacks.lambda.send(new GetPolicyCommand({ FunctionName }));

    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [
        {
          Sid: 's3',
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::b' }, StringEquals: { 'AWS:SourceAccount': '000000000000' } },
        },
        { Sid: 'account', Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
      ],
    });
    await expect(testStacks.lambda.send(new AddPermissionCommand(permission))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
    for (const StatementId of ['s3', 'account'])
      await testStacks.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
    await expect(testStacks.lambda.send(new GetPolicyCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(testStacks.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: 's3' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
