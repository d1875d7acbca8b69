import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTrainingJobCommand, DeleteModelCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, deny, GuardedAccount, policy } from './guarded-account.ts';

const SESSION = 'arn:aws:sts::000000000000:assumed-role/worker/test';

describe('a role that may do little', () => {
  let account: GuardedAccount;
  let client: GuardedAccount['client'];
  let s3: S3Client;

  beforeAll(async () => {
    account = await GuardedAccount.open();
    await account.root('s3', 'CreateBucket', { Bucket: 'data' });
    await account.root('s3', 'PutObject', { Bucket: 'data', Key: 'in/a', Body: Buffer.from('a') });
    await account.root('s3', 'PutObject', { Bucket: 'data', Key: 'other', Body: Buffer.from('b') });
    await account.root('sns', 'CreateTopic', { Name: 'topic' });
    const roleArn = await account.role('worker', [
      allow('s3:GetObject', 'arn:aws:s3:::data/in/*'),
      allow('s3:ListBucket', 'arn:aws:s3:::data', { StringLike: { 's3:prefix': 'in/*' } }),
      allow('s3:PutObject', 'arn:aws:s3:::data/out/*'),
      allow('s3:DeleteObject', 'arn:aws:s3:::data/in/*'),
      deny('s3:*', 'arn:aws:s3:::data/in/secret'),
      allow('cloudwatch:PutMetricData', '*', { StringEquals: { 'cloudwatch:namespace': 'mine' } }),
      allow('sagemaker:CreateTrainingJob'),
    ]);
    client = await account.session(roleArn);
    s3 = new S3Client({ ...client, forcePathStyle: true });
  });
  afterAll(() => account[Symbol.asyncDispose]());

  it('does what it may', async () => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'in/a' }));
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: 'data', Prefix: 'in/' }));
    await s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'out/x', Body: 'x' }));
    const { Arn } = await new STSClient(client).send(new GetCallerIdentityCommand({}));

    expect(await Body?.transformToString()).toBe('a');
    expect(KeyCount).toBe(1);
    expect(Arn).toBe(SESSION);
  });

  it.each([
    [
      'S3',
      () => s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'in/b', Body: 'x' })),
      'AccessDenied',
      403,
      `User: ${SESSION} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::data/in/b" because no identity-based policy allows the s3:PutObject action`,
    ],
    [
      'S3, by a deny',
      () => s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'in/secret' })),
      'AccessDenied',
      403,
      `User: ${SESSION} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::data/in/secret" with an explicit deny in an identity-based policy`,
    ],
    [
      'S3, by a condition',
      () => s3.send(new ListObjectsV2Command({ Bucket: 'data' })),
      'AccessDenied',
      403,
      `User: ${SESSION} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::data" because no identity-based policy allows the s3:ListBucket action`,
    ],
    [
      'S3, of an object that is not there, in a bucket that may not be listed as a whole',
      () => s3.send(new GetObjectCommand({ Bucket: 'data', Key: 'in/missing' })),
      'AccessDenied',
      403,
      `User: ${SESSION} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::data" because no identity-based policy allows the s3:ListBucket action`,
    ],
    [
      'SageMaker',
      () => new SageMakerClient(client).send(new DeleteModelCommand({ ModelName: 'M' })),
      'AccessDeniedException',
      400,
      `User: ${SESSION} is not authorized to perform: sagemaker:DeleteModel on resource: arn:aws:sagemaker:us-east-1:000000000000:model/m because no identity-based policy allows the sagemaker:DeleteModel action`,
    ],
    [
      'the passing of a role',
      () =>
        new SageMakerClient(client).send(
          new CreateTrainingJobCommand({
            TrainingJobName: 'j',
            RoleArn: 'arn:aws:iam::000000000000:role/worker',
            AlgorithmSpecification: { TrainingImage: 'x', TrainingInputMode: 'File' },
            OutputDataConfig: { S3OutputPath: 's3://data/out' },
            ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 },
            StoppingCondition: { MaxRuntimeInSeconds: 60 },
          }),
        ),
      'AccessDeniedException',
      400,
      `User: ${SESSION} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/worker because no identity-based policy allows the iam:PassRole action`,
    ],
    [
      'Lambda',
      () => new LambdaClient(client).send(new InvokeCommand({ FunctionName: 'f' })),
      'AccessDeniedException',
      403,
      `User: ${SESSION} is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:000000000000:function:f because no identity-based policy allows the lambda:InvokeFunction action`,
    ],
    [
      'SNS',
      () =>
        new SNSClient(client).send(new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:topic', Message: 'm' })),
      'AuthorizationErrorException',
      403,
      `User: ${SESSION} is not authorized to perform: SNS:Publish on resource: arn:aws:sns:us-east-1:000000000000:topic because no identity-based policy allows the SNS:Publish action`,
    ],
    [
      'CloudWatch',
      () =>
        new CloudWatchClient(client).send(new PutMetricDataCommand({ Namespace: 'yours', MetricData: [{ MetricName: 'm' }] })),
      'AccessDenied',
      403,
      `User: ${SESSION} is not authorized to perform: cloudwatch:PutMetricData on resource: * because no identity-based policy allows the cloudwatch:PutMetricData action`,
    ],
    [
      'CloudWatch Logs',
      () => new CloudWatchLogsClient(client).send(new CreateLogGroupCommand({ logGroupName: 'g' })),
      'AccessDeniedException',
      400,
      `User: ${SESSION} is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream: because no identity-based policy allows the logs:CreateLogGroup action`,
    ],
    [
      'IAM',
      () => new IAMClient(client).send(new GetRoleCommand({ RoleName: 'worker' })),
      'AccessDenied',
      403,
      `User: ${SESSION} is not authorized to perform: iam:GetRole on resource: arn:aws:iam::000000000000:role/worker because no identity-based policy allows the iam:GetRole action`,
    ],
    [
      'Systems Manager',
      () => new SSMClient(client).send(new GetParameterCommand({ Name: '/p' })),
      'AccessDeniedException',
      400,
      `User: ${SESSION} is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:us-east-1:000000000000:parameter/p because no identity-based policy allows the ssm:GetParameter action`,
    ],
    [
      'STS',
      () =>
        new STSClient(client).send(
          new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::000000000000:role/worker', RoleSessionName: 'again' }),
        ),
      'AccessDenied',
      403,
      `User: ${SESSION} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000000000:role/worker`,
    ],
  ])('is denied the rest by %s in its own words', async (_, call, name, httpStatusCode, message) => {
    await expect(call()).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode } });
  });

  it('learns nothing from a HEAD but that it is forbidden', async () => {
    await expect(s3.send(new HeadObjectCommand({ Bucket: 'data', Key: 'other' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('deletes those of several objects that it may delete', async () => {
    const { Deleted, Errors } = await s3.send(
      new DeleteObjectsCommand({ Bucket: 'data', Delete: { Objects: [{ Key: 'in/none' }, { Key: 'other' }] } }),
    );

    expect(Deleted?.map(({ Key }) => Key)).toEqual(['in/none']);
    expect(Errors).toEqual([
      {
        Key: 'other',
        Code: 'AccessDenied',
        Message: `User: ${SESSION} is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::data/other" because no identity-based policy allows the s3:DeleteObject action`,
      },
    ]);
  });
});

describe('policies beside those of a role', () => {
  let account: GuardedAccount;

  beforeAll(async () => {
    account = await GuardedAccount.open();
    await account.root('s3', 'CreateBucket', { Bucket: 'shared' });
    await account.root('s3', 'PutObject', { Bucket: 'shared', Key: 'k', Body: Buffer.from('b') });
  });
  afterAll(() => account[Symbol.asyncDispose]());

  const get = (client: GuardedAccount['client']): Promise<unknown> =>
    new S3Client({ ...client, forcePathStyle: true }).send(new GetObjectCommand({ Bucket: 'shared', Key: 'k' }));

  it('a bucket that names a role lets it in; a TLS-only statement does not mind the loopback', async () => {
    const roleArn = await account.role('guest', []);
    const client = await account.session(roleArn);
    await expect(get(client)).rejects.toMatchObject({ name: 'AccessDenied' });
    await account.root('s3', 'PutBucketPolicy', {
      Bucket: 'shared',
      Policy: policy(
        { Effect: 'Allow', Principal: { AWS: roleArn }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::shared/*' },
        {
          ...deny('s3:*', 'arn:aws:s3:::shared/*', { Bool: { 'aws:SecureTransport': 'false' } }),
          Principal: '*',
        },
      ),
    });

    await expect(get(client)).resolves.toBeDefined();
  });

  it('a bucket denies even the root, who can take the policy away', async () => {
    const Policy = policy({ ...deny('s3:GetObject', 'arn:aws:s3:::shared/*'), Principal: '*' });
    await account.root('s3', 'PutBucketPolicy', { Bucket: 'shared', Policy });

    await expect(get(account.client)).rejects.toMatchObject({
      message:
        'User: arn:aws:iam::000000000000:root is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::shared/k" with an explicit deny in a resource-based policy',
    });
    await account.root('s3', 'DeleteBucketPolicy', { Bucket: 'shared' });
    await expect(get(account.client)).resolves.toBeDefined();
  });

  it('a permissions boundary and a session policy limit a role', async () => {
    const { Policy } = await account.root<{ Policy: { Arn: string } }>('iam', 'CreatePolicy', {
      PolicyName: 'boundary',
      PolicyDocument: policy(allow('sns:*')),
    });
    const roleArn = await account.role('bounded', [allow('s3:*')]);
    await expect(get(await account.session(roleArn))).resolves.toBeDefined();
    await expect(get(await account.session(roleArn, { Policy: policy(allow('s3:PutObject')) }))).rejects.toThrow(
      'because no session policy allows the s3:GetObject action',
    );
    await account.root('iam', 'PutRolePermissionsBoundary', { RoleName: 'bounded', PermissionsBoundary: Policy.Arn });

    await expect(get(await account.session(roleArn))).rejects.toThrow(
      'because no permissions boundary allows the s3:GetObject action',
    );
  });

  it('tags of a session count where a policy asks for them', async () => {
    const roleArn = await account.role('tagged', [allow('s3:GetObject', 'arn:aws:s3:::shared/${aws:PrincipalTag/key}')]);

    await expect(get(await account.session(roleArn, { Tags: [{ Key: 'key', Value: 'k' }] }))).resolves.toBeDefined();
    await expect(get(await account.session(roleArn, { Tags: [{ Key: 'key', Value: 'x' }] }))).rejects.toThrow('s3:GetObject');
    await expect(get(await account.session(roleArn))).rejects.toThrow('s3:GetObject');
  });

  it('a role that is gone allows nothing', async () => {
    const roleArn = await account.role('short', [allow('*')]);
    const client = await account.session(roleArn);
    await expect(get(client)).resolves.toBeDefined();
    await account.root('iam', 'DeleteRolePolicy', { RoleName: 'short', PolicyName: 'permissions' });
    await account.root('iam', 'DeleteRole', { RoleName: 'short' });

    await expect(get(client)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
