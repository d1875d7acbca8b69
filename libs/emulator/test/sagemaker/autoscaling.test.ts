import { CreateEndpointCommand, CreateEndpointConfigCommand, CreateModelCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, ROLE_ARN, SCIKIT_IMAGE, TestJobs } from './test-jobs.ts';

const TARGET = {
  ServiceNamespace: 'sagemaker',
  ResourceId: 'endpoint/houses/variant/all',
  ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
};
const TRACKING = {
  PolicyName: 'load',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 70,
    PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
  },
};

let testJobs: TestJobs;
beforeAll(async () => {
  testJobs = await TestJobs.open();
  await testJobs.put('model/code/inference.py', 'def model_fn(d): return None\n');
  const S3DataSource = { S3Uri: `s3://${BUCKET}/model/`, S3DataType: 'S3Prefix', CompressionType: 'None' } as const;
  const Environment = { SAGEMAKER_PROGRAM: 'inference.py', SAGEMAKER_SUBMIT_DIRECTORY: '/opt/ml/model/code' };
  const PrimaryContainer = { Image: SCIKIT_IMAGE, ModelDataSource: { S3DataSource }, Environment };
  const variant = { VariantName: 'all', ModelName: 'model', InstanceType: 'ml.t2.medium', InitialInstanceCount: 1 } as const;
  await testJobs.sagemaker.send(new CreateModelCommand({ ModelName: 'model', ExecutionRoleArn: ROLE_ARN, PrimaryContainer }));
  await testJobs.sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'config', ProductionVariants: [variant] }));
  await testJobs.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'houses', EndpointConfigName: 'config' }));
  await testJobs.endpoint('houses');
});
afterAll(() => testJobs[Symbol.asyncDispose]());

const scaling = <Output = Record<string, unknown>>(operation: string, input: object): Promise<Output> =>
  testJobs.call<Output>('application-autoscaling', operation, input);
const register = (more: object = {}): Promise<{ ScalableTargetARN: string }> =>
  scaling('RegisterScalableTarget', { ...TARGET, ...more });

describe('Application Auto Scaling', () => {
  it.each([
    ['no capacity', {}],
    ['less at most than at least', { MinCapacity: 3, MaxCapacity: 2 }],
    ['a resource that is not a variant', { ResourceId: 'endpoint/houses', MinCapacity: 1, MaxCapacity: 2 }],
    ['an endpoint that does not exist', { ResourceId: 'endpoint/other/variant/all', MinCapacity: 1, MaxCapacity: 2 }],
    ['a variant that does not exist', { ResourceId: 'endpoint/houses/variant/blue', MinCapacity: 1, MaxCapacity: 2 }],
  ])('refuses a target with %s', async (_, more) => {
    await expect(register(more)).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('serves variants of SageMaker alone', async () => {
    const more = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', MinCapacity: 1, MaxCapacity: 2 };

    await expect(register(more)).rejects.toMatchObject({ code: 'NotImplemented' });
  });

  it('keeps a target, and changes only what a second request names', async () => {
    const { ScalableTargetARN } = await register({ MinCapacity: 1, MaxCapacity: 2, Tags: { team: 'a' } });

    expect(await register({ MaxCapacity: 4 })).toEqual({ ScalableTargetARN });
    expect(
      await scaling('DescribeScalableTargets', { ServiceNamespace: 'sagemaker', ResourceIds: [TARGET.ResourceId] }),
    ).toMatchObject({
      ScalableTargets: [
        { ...TARGET, MinCapacity: 1, MaxCapacity: 4, ScalableTargetARN, SuspendedState: { ScheduledScalingSuspended: false } },
      ],
    });
    expect(
      await scaling('DescribeScalableTargets', { ServiceNamespace: 'sagemaker', ResourceIds: ['endpoint/other/variant/all'] }),
    ).toEqual({ ScalableTargets: [] });
    expect(await scaling('DescribeScalingActivities', { ServiceNamespace: 'sagemaker' })).toEqual({ ScalingActivities: [] });
  });

  it('keeps policies of a target', async () => {
    const { PolicyARN } = await scaling('PutScalingPolicy', { ...TARGET, ...TRACKING });
    const { PolicyType: _, ...again } = TRACKING;

    expect(await scaling('PutScalingPolicy', { ...TARGET, ...again })).toMatchObject({ PolicyARN });
    const describe = (more: object): Promise<unknown> =>
      scaling('DescribeScalingPolicies', { ServiceNamespace: 'sagemaker', ...more });
    expect(await describe({ ResourceId: TARGET.ResourceId, PolicyNames: ['load'] })).toMatchObject({
      ScalingPolicies: [{ ...TRACKING, PolicyARN }],
    });
    expect(await describe({ PolicyNames: ['other'] })).toEqual({ ScalingPolicies: [] });
    await scaling('DeleteScalingPolicy', { ...TARGET, PolicyName: 'load' });
    await expect(scaling('DeleteScalingPolicy', { ...TARGET, PolicyName: 'load' })).rejects.toMatchObject({
      code: 'ObjectNotFoundException',
    });
  });

  it('refuses a policy without its configuration, of a kind that is not served, or of no target', async () => {
    const put = (more: object): Promise<unknown> => scaling('PutScalingPolicy', { ...TARGET, PolicyName: 'refused', ...more });

    await expect(put({})).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(put({ PolicyType: 'PredictiveScaling' })).rejects.toMatchObject({ code: 'NotImplemented' });
    await expect(put({ ...TRACKING, ResourceId: 'endpoint/other/variant/all' })).rejects.toMatchObject({
      code: 'ObjectNotFoundException',
    });
  });

  it('keeps tags of a target, and forgets its policies with it', async () => {
    const { ScalableTargetARN: ResourceARN } = await register();
    await scaling('TagResource', { ResourceARN, Tags: { stage: 'dev' } });
    await scaling('UntagResource', { ResourceARN, TagKeys: ['team'] });

    expect(await scaling('ListTagsForResource', { ResourceARN })).toEqual({ Tags: { stage: 'dev' } });
    await scaling('PutScalingPolicy', { ...TARGET, ...TRACKING });
    await scaling('DeregisterScalableTarget', TARGET);
    expect(await scaling('DescribeScalingPolicies', { ServiceNamespace: 'sagemaker' })).toEqual({ ScalingPolicies: [] });
    await expect(scaling('ListTagsForResource', { ResourceARN })).rejects.toMatchObject({ code: 'ObjectNotFoundException' });
    await expect(scaling('DeregisterScalableTarget', TARGET)).rejects.toMatchObject({ code: 'ObjectNotFoundException' });
  });
});
