import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

const UNKNOWN = 'bm90IGlzc3VlZA';

describe('Page tokens', () => {
  let running: TestEmulator;

  beforeAll(async () => {
    running = await startTestEmulator();
  });

  afterAll(() => running[Symbol.asyncDispose]());

  it.each([
    ['IAM', 'ValidationError', () => new IAMClient(running.client).send(new ListRolesCommand({ Marker: UNKNOWN }))],
    [
      'CloudWatch Logs',
      'InvalidParameterException',
      () => new CloudWatchLogsClient(running.client).send(new DescribeLogGroupsCommand({ nextToken: UNKNOWN })),
    ],
    [
      'S3',
      'InvalidArgument',
      () =>
        new S3Client({ ...running.client, forcePathStyle: true }).send(new ListBucketsCommand({ ContinuationToken: UNKNOWN })),
    ],
    ['SNS', 'InvalidParameterException', () => new SNSClient(running.client).send(new ListTopicsCommand({ NextToken: UNKNOWN }))],
    [
      'SQS',
      'InvalidParameterValue',
      () => new SQSClient(running.client).send(new ListQueuesCommand({ NextToken: UNKNOWN, MaxResults: 1 })),
    ],
    [
      'Systems Manager',
      'InvalidNextToken',
      () => new SSMClient(running.client).send(new DescribeParametersCommand({ NextToken: UNKNOWN })),
    ],
  ])('of %s are rejected with %s where no list issued them', async (_service, name, list) => {
    await expect(list()).rejects.toMatchObject({ name });
  });

  it('skip nothing where the listed queues were deleted meanwhile', async () => {
    const sqs = new SQSClient(running.client);
    for (const QueueName of ['a', 'b', 'c']) await sqs.send(new CreateQueueCommand({ QueueName }));
    const first = await sqs.send(new ListQueuesCommand({ MaxResults: 1 }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl: first.QueueUrls?.[0] }));

    const rest = await sqs.send(new ListQueuesCommand({ MaxResults: 2, NextToken: first.NextToken }));

    expect(rest.QueueUrls?.map((url) => url.split('/').at(-1))).toEqual(['b', 'c']);
  });
});
