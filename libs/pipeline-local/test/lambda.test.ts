import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { build } from 'esbuild';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployTemplate } from '../src/deploy-template.ts';
import { type LocalPipeline, startLocal } from '../src/start-local.ts';

const FUNCTION = `
import { PipelineClient } from '@stepmaker/pipeline-sdk';

const pipeline = new PipelineClient({ stateMachineArn: process.env.STATE_MACHINE_ARN });

export async function handler({ instance }) {
  const execution = await pipeline.startExecution({ Seed: 3 });
  const { EndpointName } = await execution.result();
  return { EndpointName, predictions: await pipeline.endpoint(EndpointName).predict([instance]) };
}
`;

const INSTANCE = [0.03, 0, 7.07, 0, 0.469, 6.421, 78.9, 4.9671, 2, 242, 17.8, 396.9, 9.14];

/** What the function may do is what it needs, and the AWS SDK is that of the runtime. */
const template = (bucket: string, stateMachineArn: string): object => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'uses-the-pipeline',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: 'states:StartExecution', Resource: stateMachineArn },
                {
                  Effect: 'Allow',
                  Action: ['states:DescribeExecution', 'states:GetExecutionHistory'],
                  Resource: `${stateMachineArn.replace(':stateMachine:', ':execution:')}:*`,
                },
                { Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: '*' },
              ],
            },
          },
        ],
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Timeout: 120,
        MemorySize: 512,
        Environment: { Variables: { STATE_MACHINE_ARN: stateMachineArn } },
        Code: { S3Bucket: bucket, S3Key: 'function.zip' },
      },
    },
  },
  Outputs: { FunctionName: { Value: { Ref: 'Function' } } },
});

describe('the SDK in a Lambda function', () => {
  let local: LocalPipeline;

  beforeAll(async () => {
    local = await startLocal();
  });
  afterAll(() => local[Symbol.asyncDispose]());

  it('starts the pipeline, waits for its end and asks the endpoint', async () => {
    const { outputFiles } = await build({
      stdin: { contents: FUNCTION, resolveDir: import.meta.dirname },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      conditions: ['@stepmaker/source'],
      external: ['@aws-sdk/*'],
      write: false,
    });
    const s3 = new S3Client({ ...local.clientConfig, forcePathStyle: true });
    const lambda = new LambdaClient(local.clientConfig);
    const cloudformation = new CloudFormationClient(local.clientConfig);
    const Body = zipSync({ 'index.mjs': outputFiles[0]?.contents ?? new Uint8Array() });
    await s3.send(new PutObjectCommand({ Bucket: local.bucketName, Key: 'function.zip', Body }));
    const { FunctionName } = await deployTemplate({
      cloudformation,
      stackName: 'function',
      templateBody: JSON.stringify(template(local.bucketName, `${local.outputs['StateMachineArn']}`)),
    });

    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify({ instance: INSTANCE }) }),
    );

    const answer = JSON.parse(Buffer.from(Payload ?? []).toString()) as { predictions: number[] };
    expect(FunctionError, JSON.stringify(answer)).toBeUndefined();
    expect(answer).toEqual({
      EndpointName: local.outputs['StateMachineArn']?.split(':').at(-1),
      predictions: [expect.any(Number)],
    });
    expect(answer.predictions[0]).toBeGreaterThan(15);
    for (const client of [s3, lambda, cloudformation]) client.destroy();
  });
});
