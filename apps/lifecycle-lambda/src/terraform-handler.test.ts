import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeStackAws } from '../test/fake-stack-aws.ts';
import { handler, type TerraformEvent } from './terraform-handler.ts';

const INPUT = {
  Bucket: 'bucket',
  StateMachineArns: ['arn:aws:states:us-east-1:000000000000:stateMachine:churn'],
  EndpointName: 'churn',
  TagKey: 'stepmaker:stack',
  TagValue: 'churn',
  SecurityGroupIds: '',
  Since: '2026-11-01T00:00:00Z',
};

let aws: FakeStackAws;

beforeEach(async () => {
  aws = await FakeStackAws.start();
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  Object.assign(aws.operations, {
    ListExecutions: () => ({ executions: [] }),
    ListTrainingJobs: () => ({ TrainingJobSummaries: [] }),
    ListProcessingJobs: () => ({ ProcessingJobSummaries: [] }),
    ListEndpoints: () => ({ Endpoints: [] }),
    ListEndpointConfigs: () => ({ EndpointConfigs: [] }),
    ListModels: () => ({ Models: [] }),
    DeleteLogGroup: () => ({}),
    ListTags: () => ({ Tags: [{ Key: 'stepmaker:stack', Value: 'churn' }] }),
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await aws[Symbol.asyncDispose]();
});

function event(action: TerraformEvent['tf']['action']): TerraformEvent {
  return { ...INPUT, tf: { action } };
}

function context(remainingMillis: number): { functionName: string; getRemainingTimeInMillis(): number } {
  return { functionName: 'churn-lifecycle', getRemainingTimeInMillis: () => remainingMillis };
}

describe('the handler for Terraform', () => {
  it.each(['create', 'update'] as const)('does nothing on %s', async (action) => {
    expect(await handler(event(action), context(900_000))).toEqual({});
    expect(aws.callLines).toEqual([]);
  });

  it('deletes on delete what carries the tag, and says how much', async () => {
    aws.operations['ListModels'] = () => ({
      Models: [{ ModelName: 'm-1', ModelArn: 'arn:aws:sagemaker:us-east-1:000000000000:model/m-1', CreationTime: 1_795_000_000 }],
    });
    aws.operations['DeleteModel'] = () => ({});

    expect(await handler(event('delete'), context(900_000))).toMatchObject({ DeleteModel: 1 });
  });

  it('names what is still there when the time is up', async () => {
    aws.operations['ListEndpoints'] = () => ({
      Endpoints: [
        {
          EndpointName: 'churn',
          EndpointArn: 'arn:aws:sagemaker:us-east-1:000000000000:endpoint/churn',
          EndpointStatus: 'Creating',
          CreationTime: 1_795_000_000,
        },
      ],
    });

    await expect(handler(event('delete'), context(0))).rejects.toThrow(
      'run terraform destroy again to continue; still there: Endpoint churn (Creating)',
    );
  });

  it('leaves network interfaces that are still there to the invocation that Terraform destroys next', async () => {
    aws.networkInterfaces = ['eni-1'];

    expect(await handler({ ...event('delete'), SecurityGroupIds: 'sg-1' }, context(0))).toEqual({ DeleteLogGroup: 1 });
  });
});

describe('the invocation that Terraform destroys after the clean-up', () => {
  const network = { SecurityGroupIds: 'sg-1', tf: { action: 'delete' } } as const;

  it('waits until SageMaker has removed its network interfaces', async () => {
    aws.networkInterfaces = ['eni-1', 'eni-2'];
    const { setTimeout } = globalThis;
    // A pause of the function: meanwhile an interface goes.
    vi.stubGlobal('setTimeout', (action: () => void, millis: number) => {
      if (millis !== 2_000) return setTimeout(action, millis);
      aws.networkInterfaces.pop();
      return setImmediate(action);
    });

    expect(await handler(network, context(900_000))).toEqual({});
    vi.unstubAllGlobals();

    const look = 'DescribeNetworkInterfaces group-id=sg-1 interface-type=interface';
    expect(aws.callLines).toEqual([look, look, look]);
  });

  it('leaves to AWS what is still there when the time is up', async () => {
    aws.networkInterfaces = ['eni-1'];

    expect(await handler(network, context(0))).toEqual({});
  });
});
