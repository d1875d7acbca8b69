import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DescribeTrainingJobCommand, ListTrainingJobsCommand } from '@aws-sdk/client-sagemaker';
import { deployTemplate } from '@stepmaker/pipeline-local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftoversOf } from './suites/leftovers.ts';
import { RECIPE_INSTANCE } from './suites/recipe-instance.ts';
import { type Deployment, deleteStack, deployPipeline, readTemplate } from './targets/deployment.ts';
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

describe("a stack with a customer's key, in a private network", () => {
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
    network = await deploy('ml-pipeline-network', await readTemplate('ml-pipeline-network'));
    pipeline = await deployPipeline({
      clientConfig,
      stackName: 'guarded',
      started: [],
      pollIntervalMillis: 50,
      parameters: {
        KmsKeyArn: keyArn,
        SubnetIds: `${network['SubnetIds']}`,
        SecurityGroupIds: `${network['SecurityGroupIds']}`,
      },
    });
  });
  afterAll(async () => {
    cloudformation?.destroy();
    await target?.[Symbol.asyncDispose]();
  });

  it('runs to its end in the network, all that it writes is encrypted with the key, and the endpoint answers', async () => {
    const execution = await pipeline.pipeline.startExecution();

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

  it('leaves nothing when it is destroyed, and neither does its network', async () => {
    await pipeline.destroy();
    await deleteStack(cloudformation, 'ml-pipeline-network', POLLING);

    expect(await leftoversOf(target.clientConfig, 'guarded')).toEqual([]);
    expect(await leftoversOf(target.clientConfig, 'ml-pipeline-network')).toEqual([]);
  });
});
