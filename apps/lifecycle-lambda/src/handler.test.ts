import { brotliCompressSync } from 'node:zlib';
import { encodeBase85 } from '@stepmaker/asl/base85';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeAws } from '../test/fake-aws.ts';
import type { CustomResourceEvent } from './custom-resource.ts';
import { handler } from './handler.ts';
import type { LambdaContext } from './patience.ts';

const FILES = { 'raw-data/README.txt': 'Put your data here.\n', 'code/v1/train.py': 'print("Grüße")\n' };
const PUBLISH = { Bucket: 'bucket', Files: encodeBase85(brotliCompressSync(JSON.stringify(FILES))) };
const CLEAN_UP = {
  Bucket: 'bucket',
  StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:ml-pipeline-1',
  EndpointName: 'own',
  TagKey: 'stepmaker:stack',
  TagValue: 'mine',
};
const MINUTE = 60_000;

let aws: FakeAws;

beforeEach(async () => {
  aws = await FakeAws.start();
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  Object.assign(aws.operations, {
    ListExecutions: () => ({ executions: [] }),
    ListTrainingJobs: () => ({ TrainingJobSummaries: [] }),
    ListProcessingJobs: () => ({ ProcessingJobSummaries: [] }),
    ListEndpoints: () => ({ Endpoints: [] }),
    ListEndpointConfigs: () => ({ EndpointConfigs: [] }),
    ListModels: () => ({ Models: [] }),
    DeleteLogGroup: () => ({}),
    ListTags: () => ({ Tags: [{ Key: 'stepmaker:stack', Value: 'mine' }] }),
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await aws[Symbol.asyncDispose]();
});

function event(RequestType: CustomResourceEvent['RequestType'], more: Partial<CustomResourceEvent> = {}): CustomResourceEvent {
  return {
    RequestType,
    ResponseURL: aws.responseUrl,
    StackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/mine/1',
    RequestId: 'request-1',
    LogicalResourceId: 'TheResource',
    ResourceProperties: RequestType === 'Delete' ? CLEAN_UP : PUBLISH,
    ...more,
  };
}

function context(remainingMillis = 15 * MINUTE): LambdaContext {
  return { functionName: 'lifecycle', getRemainingTimeInMillis: () => remainingMillis };
}

describe('handler, on Create and Update', () => {
  it('publishes every file and tells CloudFormation', async () => {
    await handler(event('Create'), context());

    expect(Object.fromEntries(aws.objects)).toEqual(FILES);
    expect(aws.answers).toEqual([
      {
        contentType: '',
        body: {
          Status: 'SUCCESS',
          Reason: '{}',
          PhysicalResourceId: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          StackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/mine/1',
          RequestId: 'request-1',
          LogicalResourceId: 'TheResource',
        },
      },
    ]);
  });

  it('keeps the physical id in an update, so that nothing is replaced', async () => {
    await handler(event('Update', { PhysicalResourceId: 'from-the-beginning' }), context());

    expect(aws.answers[0]?.body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'from-the-beginning' });
  });

  it('says which file could not be written and why', async () => {
    aws.versions = undefined;

    await handler(event('Create'), context());

    expect(aws.answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: 'Create of TheResource failed: s3://bucket/raw-data/README.txt: NoSuchBucket it is',
    });
  });

  it('answers when the properties make no sense', async () => {
    await handler(event('Create', { ResourceProperties: { ...PUBLISH, Files: 'bm9uc2Vuc2U=' } }), context());

    expect(aws.answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('Create of TheResource failed'),
    });
  });

  it('is invoked again by Lambda when CloudFormation cannot be reached', async () => {
    aws.responseUrlStatus = 503;

    await expect(handler(event('Create'), context())).rejects.toThrow("CloudFormation's ResponseURL answered 503");
  });
});

describe('handler, when there is nothing to do', () => {
  it.each([
    ['the clean-up is created', 'Create', CLEAN_UP],
    ['the clean-up is updated', 'Update', CLEAN_UP],
  ] as const)('agrees at once when %s', async (_, requestType, ResourceProperties) => {
    aws.versions = [{ key: 'model', versionId: 'v', isMarker: false }];

    await handler(event(requestType, { ResourceProperties }), context());

    expect(aws.answers[0]?.body['Status']).toBe('SUCCESS');
    expect(aws.objects.size).toBe(0);
    expect(aws.versions).toHaveLength(1);
    expect(aws.calls).toEqual([]);
  });
});

describe('handler, on Delete', () => {
  it('empties the bucket, with all versions, markers and unfinished uploads', async () => {
    aws.versions = Array.from({ length: 2_500 }, (_, index) => ({
      key: `k${index >> 1}`,
      versionId: `v${index}`,
      isMarker: index % 2 === 0,
    }));
    aws.uploads = ['one', 'two'];

    await handler(event('Delete'), context());

    expect(aws.calls.filter((call) => call.startsWith('DeleteObjects'))).toEqual([
      'DeleteObjects 1000',
      'DeleteObjects 1000',
      'DeleteObjects 500',
    ]);
    expect(aws.versions).toEqual([]);
    expect(aws.uploads).toEqual([]);
    expect(aws.answers[0]?.body['Status']).toBe('SUCCESS');
  });

  it('takes published files away without a clean-up too, so that a stack that failed half-way can be rolled back', async () => {
    aws.versions = [{ key: 'code/train.py', versionId: 'v', isMarker: false }];

    await handler(event('Delete', { ResourceProperties: PUBLISH }), context());

    expect(aws.versions).toEqual([]);
    expect(aws.answers[0]?.body['Status']).toBe('SUCCESS');
  });

  it('empties the bucket, and touches nothing else, for a resource that has a bucket only', async () => {
    aws.versions = [{ key: 'access/log', versionId: 'v', isMarker: false }];

    await handler(event('Delete', { ResourceProperties: { Bucket: 'bucket' } }), context());

    expect(aws.versions).toEqual([]);
    expect(aws.calls).toEqual(['DeleteObjects 1']);
    expect(aws.answers[0]?.body['Status']).toBe('SUCCESS');
  });

  it('finds nothing to do when the bucket and the machine have gone', async () => {
    aws.versions = undefined;
    aws.operations['ListExecutions'] = () => ({ __type: 'StateMachineDoesNotExist', message: 'State Machine Does Not Exist' });

    await handler(event('Delete'), context());

    expect(aws.answers[0]?.body['Status']).toBe('SUCCESS');
  });

  it('names the object that S3 keeps', async () => {
    aws.versions = [{ key: 'locked', versionId: 'v', isMarker: false }];
    aws.denied.add('locked');

    await handler(event('Delete'), context());

    expect(aws.answers[0]?.body['Reason']).toBe('Delete of TheResource failed: s3://bucket/locked: Access Denied');
  });

  it('hands over to another invocation before its time is up, and does not answer', async () => {
    aws.operations['ListEndpoints'] = () => ({
      Endpoints: [{ EndpointName: 'live', EndpointArn: 'arn:live', EndpointStatus: 'Updating' }],
    });

    await handler(event('Delete'), context(MINUTE));

    expect(aws.answers).toEqual([]);
    expect(aws.invocations).toEqual([
      { ...event('Delete'), GiveUpAt: expect.any(Number), Progress: { Done: {}, EndpointNames: [] } },
    ]);
    expect(aws.invocations[0]?.['GiveUpAt']).toBeGreaterThan(Date.now());
  });

  it('gives up before CloudFormation does, and says what is left', async () => {
    aws.operations['ListEndpoints'] = () => ({
      Endpoints: [{ EndpointName: 'live', EndpointArn: 'arn:live', EndpointStatus: 'Updating' }],
    });

    await handler(event('Delete', { GiveUpAt: Date.now() - 1 }), context(MINUTE));

    expect(aws.invocations).toEqual([]);
    expect(aws.answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: 'Delete of TheResource failed: still there: Endpoint live (Updating)',
    });
  });
});
