import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsOf, TestStacks } from './test-stacks.ts';

const DEFINITION = { Comment: 'v1', StartAt: 'A', States: { A: { Type: 'Succeed' } } };
const BUCKET = 'definitions';

let testStacks: TestStacks;
let RoleArn: string;
let VersionId: string;
beforeAll(async () => {
  testStacks = await TestStacks.open();
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await testStacks.call<{ Role: { Arn: string } }>('iam', 'CreateRole', {
    RoleName: 'machine',
    AssumeRolePolicyDocument,
  });
  RoleArn = Role.Arn;
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['logs:*', 'kms:*'], Resource: '*' }],
  });
  await testStacks.call('iam', 'PutRolePolicy', { RoleName: 'machine', PolicyName: 'logs', PolicyDocument });
  await testStacks.call('s3', 'CreateBucket', { Bucket: BUCKET });
  await testStacks.call('s3', 'PutBucketVersioning', { Bucket: BUCKET, VersioningConfiguration: { Status: 'Enabled' } });
  const put = (Comment: string): Promise<{ VersionId: string }> =>
    testStacks.call('s3', 'PutObject', {
      Bucket: BUCKET,
      Key: 'm.json',
      Body: Buffer.from(JSON.stringify({ ...DEFINITION, Comment })),
    });
  ({ VersionId } = await put('former'));
  await put('latest');
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const machine = (properties: object, more: object = {}): object => ({
  Resources: { M: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn, ...properties } }, ...more },
  Outputs: {
    Revision: { Value: { 'Fn::GetAtt': ['M', 'StateMachineRevisionId'] } },
    Name: { Value: { 'Fn::GetAtt': ['M', 'Name'] } },
  },
});
const described = async (stack: string): Promise<Record<string, unknown>> => {
  const { M: stateMachineArn } = await testStacks.ids(stack);
  return await testStacks.call('stepfunctions', 'DescribeStateMachine', { stateMachineArn });
};

describe('the definition of a state machine', () => {
  it.each<[string, () => object, string]>([
    ['an object', () => ({ Definition: DEFINITION }), 'v1'],
    ['a text', () => ({ DefinitionString: JSON.stringify(DEFINITION) }), 'v1'],
    [
      'a text with substitutions',
      () => ({
        DefinitionString: JSON.stringify({ ...DEFINITION, Comment: '${Word} ${Other}' }),
        DefinitionSubstitutions: { Word: 'in' },
      }),
      'in ${Other}',
    ],
    ['an object in S3', () => ({ DefinitionS3Location: { Bucket: BUCKET, Key: 'm.json' } }), 'latest'],
    [
      'a version of an object in S3',
      () => ({ DefinitionS3Location: { Bucket: BUCKET, Key: 'm.json', Version: VersionId } }),
      'former',
    ],
  ])('may be %s', async (title, properties, comment) => {
    const name = title.replaceAll(' ', '-');
    await testStacks.create(name, machine(properties()));

    expect(await testStacks.failures(name)).toEqual({});
    expect(JSON.parse(String((await described(name))['definition']))).toMatchObject({ Comment: comment });
  });
});

describe('a state machine', () => {
  it('has the type, the logging, the tracing and the encryption that its properties say', async () => {
    const { KeyMetadata } = await testStacks.call<{ KeyMetadata: { Arn: string } }>('kms', 'CreateKey', {});
    await testStacks.create(
      'full',
      machine(
        {
          StateMachineName: 'full',
          StateMachineType: 'EXPRESS',
          Definition: DEFINITION,
          LoggingConfiguration: {
            Level: 'ALL',
            IncludeExecutionData: true,
            Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': ['Logs', 'Arn'] } } }],
          },
          TracingConfiguration: { Enabled: true },
          EncryptionConfiguration: {
            Type: 'CUSTOMER_MANAGED_KMS_KEY',
            KmsKeyId: KeyMetadata.Arn,
            KmsDataKeyReusePeriodSeconds: 300,
          },
        },
        { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/vendedlogs/full' } } },
      ),
    );

    expect(await testStacks.failures('full')).toEqual({});
    expect(await described('full')).toMatchObject({
      name: 'full',
      type: 'EXPRESS',
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: expect.stringContaining('/aws/vendedlogs/full') } }],
      },
      tracingConfiguration: { enabled: true },
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KeyMetadata.Arn, kmsDataKeyReusePeriodSeconds: 300 },
    });
  });

  it('has defaults where its properties leave members out, and a new revision after an update', async () => {
    const template = (Comment: string): object =>
      machine({ Definition: { ...DEFINITION, Comment }, LoggingConfiguration: {}, TracingConfiguration: {} });
    const created = await testStacks.create('defaults', template('v1'));
    const updated = await testStacks.update('defaults', template('v2'));

    expect(outputsOf(created)['Revision']).toBe('INITIAL');
    expect(outputsOf(updated)['Revision']).toMatch(/^[\w-]{36}$/);
    expect(await described('defaults')).toMatchObject({
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      revisionId: outputsOf(updated)['Revision'],
    });
  });
});
