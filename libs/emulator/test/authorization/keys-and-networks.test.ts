import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { CreateProcessingJobCommand, CreateTrainingJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, GuardedAccount, policy, type Statement } from './guarded-account.ts';

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3';
const OBJECTS = allow(['s3:GetObject', 's3:PutObject', 's3:ListBucket']);
const USE = ['kms:Decrypt', 'kms:GenerateDataKey'];

let account: GuardedAccount;
let key: string;
let roles = 0;

beforeAll(async () => {
  account = await GuardedAccount.open();
  ({
    KeyMetadata: { Arn: key },
  } = await account.root<{ KeyMetadata: { Arn: string } }>('kms', 'CreateKey'));
  await account.root('s3', 'CreateBucket', { Bucket: 'sealed' });
  await account.root('s3', 'PutBucketEncryption', {
    Bucket: 'sealed',
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key }, BucketKeyEnabled: true }],
    },
  });
  await account.root('s3', 'PutObject', { Bucket: 'sealed', Key: 'in/data.csv', Body: Buffer.from('a,b\n') });
});
afterAll(() => account[Symbol.asyncDispose]());

/** A role with these permissions and S3's, that SageMaker may assume too. */
async function roleWith(...statements: readonly Statement[]): Promise<string> {
  roles += 1;
  return account.role(`role-${roles}`, [OBJECTS, ...statements], ['sagemaker.amazonaws.com']);
}

describe('objects of a bucket that a customer’s key encrypts', () => {
  const as = async (...actions: readonly string[]): Promise<S3Client> =>
    new S3Client({
      ...(await account.session(await roleWith(...actions.map((action) => allow(action, key))))),
      forcePathStyle: true,
    });
  const denied = (action: string): object => ({
    name: 'AccessDenied',
    message: expect.stringMatching(
      new RegExp(
        `is not authorized to perform: ${action} on resource: ${key} because no identity-based policy allows the ${action} action$`,
      ),
    ),
  });
  const put = new PutObjectCommand({ Bucket: 'sealed', Key: 'out', Body: 'x' });
  const get = new GetObjectCommand({ Bucket: 'sealed', Key: 'in/data.csv' });

  it('are encrypted with it unless the request says otherwise', async () => {
    const s3 = await as(...USE);

    expect(await s3.send(put)).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key, BucketKeyEnabled: true });
    expect(await s3.send(new HeadObjectCommand({ Bucket: 'sealed', Key: 'out' }))).toMatchObject({ SSEKMSKeyId: key });
    await s3.send(new PutObjectCommand({ Bucket: 'sealed', Key: 'plain', Body: 'x', ServerSideEncryption: 'AES256' }));
    const plain = await s3.send(new GetObjectCommand({ Bucket: 'sealed', Key: 'plain' }));
    expect([plain.ServerSideEncryption, plain.SSEKMSKeyId]).toEqual(['AES256', undefined]);
  });

  it('are written only by who may make a data key', async () => {
    const s3 = await as('kms:Decrypt');

    await expect(s3.send(put)).rejects.toMatchObject(denied('kms:GenerateDataKey'));
    await expect(s3.send(new CreateMultipartUploadCommand({ Bucket: 'sealed', Key: 'parts' }))).rejects.toMatchObject(
      denied('kms:GenerateDataKey'),
    );
    await expect(
      s3.send(new CopyObjectCommand({ Bucket: 'sealed', Key: 'copy', CopySource: 'sealed/in/data.csv' })),
    ).rejects.toMatchObject(denied('kms:GenerateDataKey'));
  });

  it('are read only by who may decrypt; what is said of them may be read without', async () => {
    const s3 = await as('kms:GenerateDataKey');
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: 'sealed', Key: 'parts' }));

    await expect(s3.send(get)).rejects.toMatchObject(denied('kms:Decrypt'));
    await expect(
      s3.send(new CopyObjectCommand({ Bucket: 'sealed', Key: 'copy', CopySource: 'sealed/in/data.csv' })),
    ).rejects.toMatchObject(denied('kms:Decrypt'));
    await expect(
      s3.send(new UploadPartCommand({ Bucket: 'sealed', Key: 'parts', UploadId, PartNumber: 1, Body: 'x' })),
    ).rejects.toMatchObject(denied('kms:Decrypt'));
    await expect(s3.send(new HeadObjectCommand({ Bucket: 'sealed', Key: 'in/data.csv' }))).resolves.toBeDefined();
  });

  it('cannot be used while the key is disabled, not even by the account itself', async () => {
    await account.root('kms', 'DisableKey', { KeyId: key });
    try {
      await expect(account.root('s3', 'GetObject', { Bucket: 'sealed', Key: 'in/data.csv' })).rejects.toMatchObject({
        code: 'KMS.DisabledException',
        message: `${key} is disabled.`,
      });
    } finally {
      await account.root('kms', 'EnableKey', { KeyId: key });
    }
  });

  it('are not made with a key that is not there', async () => {
    const SSEKMSKeyId = 'arn:aws:kms:us-east-1:000000000000:key/none';

    await expect(
      account.root('s3', 'PutObject', {
        Bucket: 'sealed',
        Key: 'k',
        Body: Buffer.from('x'),
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId,
      }),
    ).rejects.toMatchObject({ code: 'KMS.NotFoundException' });
  });

  it('are closed to a role that the key’s own policy denies', async () => {
    const s3 = await as(...USE);
    const everything = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'kms:*', Resource: '*' };
    const set = (...more: readonly object[]): Promise<unknown> =>
      account.root('kms', 'PutKeyPolicy', { KeyId: key, Policy: policy(everything, ...(more as Statement[])) });
    await set({ Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' });
    try {
      await expect(s3.send(get)).rejects.toThrow('with an explicit deny in a resource-based policy');
    } finally {
      await set();
    }
    await expect(s3.send(get)).resolves.toBeDefined();
  });
});

/** A training job that has ended. */
interface Ended {
  readonly TrainingJobStatus: string;
  readonly FailureReason: string;
  readonly ModelArtifacts?: { readonly S3ModelArtifacts: string };
}

describe('a job', () => {
  const training = (RoleArn: string, more: object): CreateTrainingJobCommand =>
    new CreateTrainingJobCommand({
      TrainingJobName: `job-${roles}`,
      RoleArn,
      AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File', ContainerEntrypoint: ['true'] },
      OutputDataConfig: { S3OutputPath: 's3://sealed/out' },
      ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 },
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
      ...more,
    });
  const ended = (TrainingJobName: string): Promise<Ended> =>
    until(async () => {
      const job = await account.root<Ended>('sagemaker', 'DescribeTrainingJob', { TrainingJobName });
      return job.TrainingJobStatus !== 'InProgress' && job;
    });
  const volumes = { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } as const;

  it.each(['training', 'processing'])('(%s) gets encrypted volumes only from who may give SageMaker the key', async (kind) => {
    const grant = allow('kms:CreateGrant', key, { Bool: { 'kms:GrantIsForAWSResource': 'true' } });
    const caller = await roleWith(allow(['sagemaker:*', 'iam:PassRole']));
    const sagemaker = new SageMakerClient(await account.session(caller));
    const start = (RoleArn: string): Promise<unknown> =>
      kind === 'training'
        ? sagemaker.send(training(RoleArn, { ResourceConfig: { ...volumes, VolumeKmsKeyId: key } }))
        : sagemaker.send(
            new CreateProcessingJobCommand({
              ProcessingJobName: `job-${roles}`,
              RoleArn,
              AppSpecification: { ImageUri: IMAGE, ContainerEntrypoint: ['true'] },
              ProcessingResources: { ClusterConfig: { ...volumes, VolumeKmsKeyId: key } },
            }),
          );

    await expect(start(await roleWith())).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`is not authorized to perform: kms:CreateGrant on resource: ${key}`),
    });
    await expect(start(await roleWith(grant))).resolves.toBeDefined();
  });

  it('writes its output with the key of its output, and fails where its role may not', async () => {
    await account.root('s3', 'CreateBucket', { Bucket: 'plain' });
    const outcome = async (RoleArn: string): Promise<string> => {
      const OutputDataConfig = { S3OutputPath: 's3://plain/out', KmsKeyId: key };
      const script = "import os; open(os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml') + '/model/weights', 'w').write('w')";
      const ContainerEntrypoint = ['python3', '-c', script];
      const AlgorithmSpecification = { TrainingImage: IMAGE, TrainingInputMode: 'File', ContainerEntrypoint };
      const command = training(RoleArn, { OutputDataConfig, AlgorithmSpecification });
      await new SageMakerClient(account.client).send(command);
      const job = await ended(`${command.input.TrainingJobName}`);
      if (job.TrainingJobStatus !== 'Completed') return job.FailureReason;
      const [, Key] = /^s3:\/\/plain\/(.+)$/.exec(`${job.ModelArtifacts?.S3ModelArtifacts}`) ?? [];
      const head = await account.root<{ SSEKMSKeyId: string }>('s3', 'HeadObject', { Bucket: 'plain', Key });
      return head.SSEKMSKeyId;
    };

    expect(await outcome(await roleWith(allow('ecr:*'), allow('kms:GenerateDataKey', key)))).toBe(key);
    expect(await outcome(await roleWith(allow('ecr:*')))).toContain('is not authorized to perform: kms:GenerateDataKey');
  });

  it.each([
    'CreateNetworkInterface',
    'CreateNetworkInterfacePermission',
    'DeleteNetworkInterface',
    'DeleteNetworkInterfacePermission',
    'DescribeDhcpOptions',
    'DescribeNetworkInterfaces',
    'DescribeSecurityGroups',
    'DescribeSubnets',
    'DescribeVpcs',
  ])('fails in a VPC where its role may not %s', async (missing) => {
    const RoleArn = await roleWith(allow(['ec2:*', 'ecr:*']), { ...allow(`ec2:${missing}`), Effect: 'Deny' });
    const VpcConfig = { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] };
    const sagemaker = new SageMakerClient(account.client);
    const command = training(RoleArn, { VpcConfig });
    await sagemaker.send(command);

    const failed = await ended(`${command.input.TrainingJobName}`);

    expect(failed.FailureReason).toContain(`The role '${RoleArn}' does not have ec2:${missing} permission for the VPC`);
  });
});
