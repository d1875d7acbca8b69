import { readFile } from 'node:fs/promises';
import { CloudFormationClient, DescribeStacksCommand, paginateDescribeStackEvents } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeTrainingJobCommand, ListProcessingJobsCommand, ListTrainingJobsCommand } from '@aws-sdk/client-sagemaker';
import { templateBody } from '@stepmaker/pipeline-artifacts';
import { deployTemplate } from '@stepmaker/pipeline-local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftoversOf } from './suites/leftovers.ts';
import { RECIPE_INSTANCE } from './suites/recipe-instance.ts';
import { type Deployment, deleteStack, deployPipeline } from './targets/deployment.ts';
import { startEmulatorTarget } from './targets/emulator.ts';
import type { Target } from './targets/target.ts';

const POLLING = { pollIntervalMillis: 50, limitMillis: 120_000 } as const;

/** A key as an account has one: its policy lets the policies of the account decide. */
const KEY_TEMPLATE = {
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        PendingWindowInDays: 7,
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
              Action: 'kms:*',
              Resource: '*',
            },
          ],
        },
      },
    },
  },
  Outputs: { KeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
};

/** Data that is not in the pipeline's bucket. */
const DATA_BUCKET = 'acme-data';
const HOUSES = new URL('../../iac/scripts/sample-data/houses.csv', import.meta.url);

describe("a stack with a customer's key, in a private network, with data elsewhere", () => {
  let target: Target;
  let cloudformation: CloudFormationClient;
  let keyArn: string;
  let network: Readonly<Record<string, string>>;
  let pipeline: Deployment;

  beforeAll(async () => {
    target = await startEmulatorTarget();
    const { clientConfig } = target;
    cloudformation = new CloudFormationClient(clientConfig);
    const deploy = (stackName: string, templateBody: string): Promise<Record<string, string>> =>
      deployTemplate({ cloudformation, stackName, templateBody });
    keyArn = (await deploy('customer-key', JSON.stringify(KEY_TEMPLATE)))['KeyArn'] as string;
    network = await deploy('ml-pipeline-network', templateBody('ml-pipeline-network'));
    pipeline = await deployPipeline({
      clientConfig,
      stackName: 'guarded',
      started: [],
      pollIntervalMillis: 50,
      parameters: {
        KmsKeyArn: keyArn,
        SubnetIds: `${network['SubnetIds']}`,
        SecurityGroupIds: `${network['SecurityGroupIds']}`,
        DataArns: `arn:aws:s3:::${DATA_BUCKET},arn:aws:s3:::${DATA_BUCKET}/houses/*`,
      },
    });
    const s3 = new S3Client({ ...clientConfig, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: DATA_BUCKET }));
    await s3.send(new PutObjectCommand({ Bucket: DATA_BUCKET, Key: 'houses/houses.csv', Body: await readFile(HOUSES) }));
    s3.destroy();
  });
  afterAll(async () => {
    cloudformation?.destroy();
    await target?.[Symbol.asyncDispose]();
  });

  it('runs to its end in the network, all that it writes is encrypted with the key, and the endpoint answers', async () => {
    const execution = await pipeline.pipeline.startExecution({
      DatasetUri: `s3://${DATA_BUCKET}/houses/houses.csv`,
      TargetColumn: 'medv',
    });

    const { EndpointName } = await execution.result();

    const { Contents = [] } = await pipeline.s3.send(new ListObjectsV2Command({ Bucket: pipeline.bucketName }));
    const heads = await Promise.all(
      Contents.map(({ Key }) => pipeline.s3.send(new HeadObjectCommand({ Bucket: pipeline.bucketName, Key }))),
    );
    expect(Contents.some(({ Key }) => Key?.endsWith('model.tar.gz'))).toBe(true);
    expect(new Set(heads.map(({ SSEKMSKeyId }) => SSEKMSKeyId))).toEqual(new Set([keyArn]));
    const { TrainingJobSummaries: [job] = [] } = await pipeline.sagemaker.send(new ListTrainingJobsCommand({}));
    const training = await pipeline.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: job?.TrainingJobName }));
    expect(training).toMatchObject({
      VpcConfig: {
        Subnets: network['SubnetIds']?.split(','),
        SecurityGroupIds: network['SecurityGroupIds']?.split(','),
      },
      ResourceConfig: { VolumeKmsKeyId: keyArn },
    });
    const [price] = await pipeline.pipeline.endpoint(EndpointName).predict([RECIPE_INSTANCE]);
    expect(price).toBeGreaterThan(15);
  });

  it('refuses data in a bucket that it may not read, and starts no job', async () => {
    const jobs = async (): Promise<number | undefined> =>
      (await pipeline.sagemaker.send(new ListProcessingJobsCommand({}))).ProcessingJobSummaries?.length;
    const before = await jobs();

    const execution = await pipeline.pipeline.startExecution({ DatasetUri: 's3://foreign/houses.csv' });

    await expect(execution.result()).rejects.toThrow('DatasetUri: must be in a bucket of DataArns');
    expect(await jobs()).toBe(before);
  });

  it('leaves nothing when it is destroyed, and neither does its network', async () => {
    const { Stacks: [stack] = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: 'guarded' }));
    await pipeline.destroy();

    const deletions = await deletionsOf(cloudformation, `${stack?.StackId}`);
    const cleanedUp = deletions.indexOf('CleanUp DELETE_COMPLETE');
    expect(cleanedUp).toBeGreaterThan(-1);
    for (const policy of ['NetworkAccess', 'KeyAccessUse', 'KeyAccessGrant', 'CleanUpPolicy'])
      expect(deletions.indexOf(`${policy} DELETE_IN_PROGRESS`), policy).toBeGreaterThan(cleanedUp);
    await deleteStack(cloudformation, 'ml-pipeline-network', POLLING);

    expect(await leftoversOf(target.clientConfig, 'guarded')).toEqual([]);
    expect(await leftoversOf(target.clientConfig, 'ml-pipeline-network')).toEqual([]);
  });
});

/** The events of a stack's deletion, in their order: `Bucket DELETE_COMPLETE`. */
async function deletionsOf(client: CloudFormationClient, StackName: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName }))
    found.push(...StackEvents.map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`));
  return found.reverse().filter((event) => / DELETE_/.test(event));
}
