import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeAws } from '../test/fake-aws.ts';
import { handler, type TerraformEvent } from './terraform-handler.ts';

const INPUT = {
  Bucket: 'bucket',
  StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:churn',
  EndpointName: 'churn',
  TagKey: 'stepmaker:stack',
  TagValue: 'churn',
  Since: '2026-11-01T00:00:00Z',
};

let aws: FakeAws;

beforeEach(async () => {
  aws = await FakeAws.start();
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
    expect(aws.calls).toEqual([]);
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
      'still there: Endpoint churn (Creating); terraform destroy again goes on',
    );
  });
});
