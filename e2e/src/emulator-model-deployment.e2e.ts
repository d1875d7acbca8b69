import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { DeleteEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { ModelDeployment } from '@stepmaker/pipeline-cdk';
import { type LocalPipeline, startLocal } from '@stepmaker/pipeline-local';
import { PipelineClient } from '@stepmaker/pipeline-sdk';
import { deployStack, destroyStack } from '@stepmaker/stack-deployer';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const HOUSE = [0.02729, 0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03];
const STACK_NAME = 'releases';

let local: LocalPipeline;
let cloudformation: CloudFormationClient;
let modelDataUrl: string;

beforeAll(async () => {
  local = await startLocal();
  cloudformation = new CloudFormationClient(local.clientConfig);
  modelDataUrl = (await (await local.pipeline.startExecution({ Seed: 7 })).result()).ModelDataUrl;
});
afterAll(async () => {
  cloudformation?.destroy();
  await local?.[Symbol.asyncDispose]();
});

/** The template of a user who only deploys models, those that the pipeline has trained. */
function templateBody(): string {
  const stack = new Stack(new App(), STACK_NAME);
  const deployment = new ModelDeployment(stack, 'Deployment');
  Bucket.fromBucketName(stack, 'Models', local.bucketName).grantRead(deployment.executionRole);
  new CfnOutput(stack, 'DeploymentStateMachineArn', { value: deployment.stateMachine.stateMachineArn });
  // The parameter and the rule of the CDK's bootstrap stack, which the template does not need: it has no assets.
  const { Parameters: _, Rules: __, ...template } = Template.fromStack(stack).toJSON();
  return JSON.stringify(template);
}

describe('a deployment machine in a separate stack', () => {
  it('deploys a trained model to an endpoint that answers, updates it, rolls back, and its stack leaves no roles', async () => {
    const options = { cloudformation, stackName: STACK_NAME, pollIntervalMillis: 20 };
    await deployStack({ ...options, templateBody: templateBody() });
    const client = new PipelineClient({ stackName: STACK_NAME, ...local.clientConfig });
    const model = { ModelDataUrl: modelDataUrl, EndpointName: 'release' };

    const created = await (await client.deployModel({ ...model, SmokeTestRequest: { instances: [HOUSE] } })).result();
    expect(created).toMatchObject({ EndpointName: 'release', EndpointAction: 'CREATED' });
    const [price] = await client.endpoint('release').predict([HOUSE]);
    expect(price).toBeGreaterThan(0);

    const updated = await (await client.deployModel(model)).result();
    expect(updated).toMatchObject({ EndpointAction: 'UPDATED', FormerConfigName: created.EndpointConfigName });

    const refused = await client.deployModel({
      ...model,
      EndpointName: 'mute',
      SmokeTestRequest: { instances: [{ unknown: 1 }] },
    });
    await expect(refused.result()).rejects.toMatchObject({ error: 'SmokeTestFailed' });
    await expect(client.endpoint('mute').describe()).rejects.toThrow('mute');

    await new SageMakerClient(local.clientConfig).send(new DeleteEndpointCommand({ EndpointName: 'release' }));
    await destroyStack(options);
    await expect(cloudformation.send(new DescribeStacksCommand({ StackName: STACK_NAME }))).rejects.toThrow('does not exist');
    const { Roles = [] } = await new IAMClient(local.clientConfig).send(new ListRolesCommand({}));
    expect(Roles.map(({ RoleName }) => RoleName).filter((name) => name?.startsWith(STACK_NAME))).toEqual([]);
  });
});
