import { brotliCompressSync } from 'node:zlib';
import { encodeBase92 } from '@stepmaker/pipeline-artifacts/base92';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeStackAws } from '../test/fake-stack-aws.ts';
import type { CustomResourceEvent } from './custom-resource.ts';
import { handler } from './handler.ts';
import type { LambdaContext } from './patience.ts';

const FILES = { 'raw-data/README.txt': 'Put your data here.\n', 'code/v1/train.py': 'print("Grüße")\n' };
const PUBLISH = { Bucket: 'bucket', Files: encodeBase92(brotliCompressSync(Object.entries(FILES).flat().join('\0'))) };
const CLEAN_UP = {
  Bucket: 'bucket',
  StateMachineArns: ['arn:aws:states:us-east-1:000000000000:stateMachine:ml-pipeline-1'],
  EndpointName: 'own',
  TagKey: 'stepmaker:stack',
  TagValue: 'mine',
  SecurityGroupIds: '',
};
const MINUTE = 60_000;

let aws: FakeStackAws;

beforeEach(async () => {
  aws = await FakeStackAws.start();
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
  it('publishes every file and answers CloudFormation', async () => {
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
    expect(aws.callLines).toEqual([]);
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

    expect(aws.callLines.filter((call) => call.startsWith('DeleteObjects'))).toEqual([
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
    expect(aws.callLines).toEqual(['DeleteObjects 1']);
    expect(aws.answers[0]?.body['Status']).toBe('SUCCESS');
  });

  it('finds nothing to do when the bucket and the machine no longer exist', async () => {
    aws.versions = undefined;
    aws.operations['ListExecutions'] = () => ({ __type: 'StateMachineDoesNotExist', message: 'State Machine Does Not Exist' });

    await handler(event('Delete'), context());

    expect(aws.answers[0]?.body['Status']).toBe('SUCCESS');
  });

  it('says how to continue first, where a long list does not push it out of the answer', async () => {
    aws.operations['ListEndpoints'] = () => ({
      Endpoints: Array.from({ length: 40 }, (_, index) => ({
        EndpointName: `endpoint-with-a-long-name-${index}`,
        EndpointArn: `arn:${index}`,
        EndpointStatus: 'Creating',
      })),
    });

    await handler(event('Delete', { GiveUpAt: Date.now() - 1 }), context(MINUTE));

    expect(aws.answers[0]?.body['Reason']).toMatch(/^Delete of TheResource failed: delete the stack again to continue; /);
  });

  it('empties the bucket although the records of jobs cannot be deleted, and reports them', async () => {
    aws.versions = [{ key: 'model', versionId: 'v', isMarker: false }];
    aws.operations['ListTrainingJobs'] = ({ StatusEquals }) => ({
      TrainingJobSummaries:
        StatusEquals === undefined ? [{ TrainingJobName: 't', TrainingJobArn: 'arn:t', CreationTime: 1 }] : [],
    });
    aws.operations['DescribeLogStreams'] = () => ({ logStreams: [] });
    aws.operations['DeleteTrainingJob'] = () => ({ __type: 'ResourceInUse', message: 'In use' });

    await handler(event('Delete'), context());

    expect(aws.versions).toEqual([]);
    expect(aws.answers[0]?.body['Status']).toBe('SUCCESS');
    expect(JSON.parse(`${aws.answers[0]?.body['Reason']}`)).toMatchObject({
      DeleteObjectVersion: 1,
      'DeleteTrainingJob: ResourceInUse': 1,
    });
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

  it('gives up before CloudFormation does, and says what is left and how to continue', async () => {
    aws.operations['ListEndpoints'] = () => ({
      Endpoints: [{ EndpointName: 'live', EndpointArn: 'arn:live', EndpointStatus: 'Updating' }],
    });

    await handler(event('Delete', { GiveUpAt: Date.now() - 1 }), context(MINUTE));

    expect(aws.invocations).toEqual([]);
    expect(aws.answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: 'Delete of TheResource failed: delete the stack again to continue; still there: Endpoint live (Updating)',
    });
  });

  it('waits for network interfaces in as many invocations as that takes, and for at most 20 minutes', async () => {
    const ResourceProperties = { ...CLEAN_UP, SecurityGroupIds: 'sg-1' };
    aws.networkInterfaces = ['eni-1'];

    await handler(event('Delete', { ResourceProperties }), context(MINUTE));

    const [handedOver] = aws.invocations as unknown as [CustomResourceEvent];
    expect(aws.answers).toEqual([]);
    expect(handedOver.Progress?.GoneAt).toBeLessThanOrEqual(Date.now());

    const { Progress = { Done: {}, EndpointNames: [] } } = handedOver;
    await handler({ ...handedOver, Progress: { ...Progress, GoneAt: Date.now() - 20 * MINUTE } }, context(MINUTE));

    expect(aws.invocations).toHaveLength(1);
    expect(aws.answers[0]?.body['Status']).toBe('SUCCESS');
  });
});
