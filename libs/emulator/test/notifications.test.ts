import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, trustOf, VirtualClock } from './test-emulator.ts';

const ARN = 'arn:aws:iam::000000000000:role';

describe('what happens in one service reaches the next', () => {
  const clock = new VirtualClock(Date.UTC(2026, 0, 1, 12, 0, 30));
  let running: TestEmulator;
  let topicArn: string;
  let queueUrl: string;

  const call = <Output = Record<string, never>>(service: string, operation: string, input: object): Promise<Output> =>
    running.emulator.aws.call<Output>(service as 'sns', operation, input, { caller: running.emulator.rootCaller });

  const received = (url = queueUrl): Promise<Record<string, unknown>> =>
    until(async () => {
      const { Messages } = await call<{ Messages?: { Body: string; ReceiptHandle: string }[] }>('sqs', 'ReceiveMessage', {
        QueueUrl: url,
      });
      const [message] = Messages ?? [];
      if (message === undefined) return undefined;
      await call('sqs', 'DeleteMessage', { QueueUrl: url, ReceiptHandle: message.ReceiptHandle });
      return JSON.parse(message.Body) as Record<string, unknown>;
    });

  const queue = async (QueueName: string, service: string): Promise<string> => {
    const { QueueUrl } = await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName });
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sqs:SendMessage', Resource: queueArn(QueueName) }],
    });
    await call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
    return QueueUrl;
  };

  beforeAll(async () => {
    running = await startTestEmulator({ clock });
    ({ TopicArn: topicArn } = await call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'alarms' }));
    queueUrl = await queue('subscribed', 'sns.amazonaws.com');
    await call('sns', 'Subscribe', { TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn('subscribed') });
    await call('iam', 'CreateRole', { RoleName: 'machine', AssumeRolePolicyDocument: trustOf('states.amazonaws.com') });
    for (const service of ['events', 'scheduler']) {
      await call('iam', 'CreateRole', { RoleName: service, AssumeRolePolicyDocument: trustOf(`${service}.amazonaws.com`) });
      const PolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['states:StartExecution', 'sqs:SendMessage'], Resource: '*' }],
      });
      await call('iam', 'PutRolePolicy', { RoleName: service, PolicyName: 'p', PolicyDocument });
    }
    await call('stepfunctions', 'CreateStateMachine', {
      name: 'works',
      roleArn: `${ARN}/machine`,
      definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Pass', End: true } } }),
    });
    await call('stepfunctions', 'CreateStateMachine', {
      name: 'fails',
      roleArn: `${ARN}/machine`,
      definition: JSON.stringify({ StartAt: 'No', States: { No: { Type: 'Fail', Error: 'Broken', Cause: 'on purpose' } } }),
    });
  });

  afterAll(() => running[Symbol.asyncDispose]());

  it('a failed execution sets off an alarm, its topic sends to a queue, and later the alarm is OK again', async () => {
    const cloudwatch = new CloudWatchClient(running.client);
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: 'failed',
        Namespace: 'AWS/States',
        MetricName: 'ExecutionsFailed',
        Dimensions: [{ Name: 'StateMachineArn', Value: machineArn('fails') }],
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: [topicArn],
        OKActions: [topicArn],
      }),
    );
    await clock.advance(60_000);
    const first = JSON.parse((await received())['Message'] as string) as object;

    await call('stepfunctions', 'StartExecution', { stateMachineArn: machineArn('fails') });
    await clock.advance(2000);
    const second = JSON.parse((await received())['Message'] as string) as object;
    const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['failed'] }));
    await clock.advance(5 * 60_000);
    const third = JSON.parse((await received())['Message'] as string) as object;

    expect(first).toMatchObject({ NewStateValue: 'OK', OldStateValue: 'INSUFFICIENT_DATA' });
    expect(second).toMatchObject({
      AlarmName: 'failed',
      NewStateValue: 'ALARM',
      OldStateValue: 'OK',
      Region: 'US East (N. Virginia)',
      NewStateReason:
        'Threshold Crossed: 1 datapoint [1.0 (01/01/26 12:01:00)] was greater than or equal to the threshold (1.0).',
      Trigger: { MetricName: 'ExecutionsFailed', Statistic: 'SUM', Period: 60, TreatMissingData: 'notBreaching' },
    });
    expect(MetricAlarms).toMatchObject([{ StateValue: 'ALARM' }]);
    expect(third).toMatchObject({ NewStateValue: 'OK', OldStateValue: 'ALARM' });
    const { AlarmHistoryItems = [] } = await cloudwatch.send(new DescribeAlarmHistoryCommand({ AlarmName: 'failed' }));
    expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toContain(`Successfully executed action ${topicArn}`);
  });

  it('an alarm that its topic does not let publish says so in its history', async () => {
    const { TopicArn } = await call<{ TopicArn: string }>('sns', 'CreateTopic', {
      Name: 'closed',
      Attributes: {
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'budgets.amazonaws.com' }, Action: 'sns:Publish', Resource: '*' }],
        }),
      },
    });
    await call('cloudwatch', 'PutMetricAlarm', {
      AlarmName: 'shut',
      Namespace: 'N',
      MetricName: 'm',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [TopicArn],
    });
    await call('cloudwatch', 'SetAlarmState', { AlarmName: 'shut', StateValue: 'ALARM', StateReason: 'a trial' });

    const item = await until(async () => {
      const { AlarmHistoryItems } = await call<{ AlarmHistoryItems: { HistorySummary: string; HistoryData: string }[] }>(
        'cloudwatch',
        'DescribeAlarmHistory',
        { AlarmName: 'shut', HistoryItemType: 'Action' },
      );
      return AlarmHistoryItems[0];
    });

    expect(item.HistorySummary).toBe(`Failed to execute action ${TopicArn}`);
    expect(item.HistoryData).toContain('is not authorized to perform: SNS:Publish');
  });

  it('an object that arrives starts an execution with what the rule makes of the event', async () => {
    await call('s3', 'CreateBucket', { Bucket: 'raw' });
    await call('s3', 'PutBucketNotificationConfiguration', {
      Bucket: 'raw',
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    });
    await call('events', 'PutRule', {
      Name: 'new-data',
      EventPattern: JSON.stringify({
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: ['raw'] }, object: { key: [{ wildcard: 'raw-data/*.csv' }] } },
      }),
    });
    await call('events', 'PutTargets', {
      Rule: 'new-data',
      Targets: [
        {
          Id: 'pipeline',
          Arn: machineArn('works'),
          RoleArn: `${ARN}/events`,
          InputTransformer: {
            InputPathsMap: { bucket: '$.detail.bucket.name', key: '$.detail.object.key', size: '$.detail.object.size' },
            InputTemplate: '{"DatasetUri": "s3://<bucket>/<key>", "Bytes": <size>}',
          },
        },
      ],
    });
    const put = (Key: string): Promise<unknown> => call('s3', 'PutObject', { Bucket: 'raw', Key, Body: Buffer.from('a,b\n') });
    await put('raw-data/notes.txt');
    await put('raw-data/houses.csv');

    const execution = await until(async () => {
      const { executions } = await call<{ executions: { executionArn: string }[] }>('stepfunctions', 'ListExecutions', {
        stateMachineArn: machineArn('works'),
      });
      return executions[0];
    });
    const { input } = await call<{ input: string }>('stepfunctions', 'DescribeExecution', {
      executionArn: execution.executionArn,
    });

    expect(JSON.parse(input)).toEqual({ DatasetUri: 's3://raw/raw-data/houses.csv', Bytes: 4 });
  });

  it('a bucket sends the events in its configuration to a queue', async () => {
    const url = await queue('uploads', 's3.amazonaws.com');
    await call('s3', 'CreateBucket', { Bucket: 'notifying' });
    await call('s3', 'PutBucketNotificationConfiguration', {
      Bucket: 'notifying',
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            QueueArn: queueArn('uploads'),
            Events: ['s3:ObjectCreated:*'],
            Filter: { Key: { FilterRules: [{ Name: 'suffix', Value: '.csv' }] } },
          },
        ],
      },
    });
    for (const Key of ['a.txt', 'b c.csv']) await call('s3', 'PutObject', { Bucket: 'notifying', Key, Body: Buffer.from('x') });

    expect(await received(url)).toMatchObject({
      Records: [{ eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'notifying' }, object: { key: 'b+c.csv', size: 1 } } }],
    });
  });

  it('an execution that ends is an event, and what cannot be delivered goes to the dead-letter queue', async () => {
    const ended = await queue('ended', 'events.amazonaws.com');
    const dead = await queue('dead', 'events.amazonaws.com');
    await call('events', 'PutRule', {
      Name: 'ended',
      EventPattern: JSON.stringify({
        source: ['aws.states'],
        detail: { status: ['FAILED'], stateMachineArn: [{ suffix: ':fails' }] },
      }),
    });
    await call('events', 'PutTargets', {
      Rule: 'ended',
      Targets: [
        { Id: 'queue', Arn: queueArn('ended'), InputPath: '$.detail' },
        { Id: 'lost', Arn: queueArn('unknown'), DeadLetterConfig: { Arn: queueArn('dead') } },
      ],
    });
    await call('stepfunctions', 'StartExecution', { stateMachineArn: machineArn('fails'), name: 'published' });

    expect(await received(ended)).toMatchObject({ name: 'published', status: 'FAILED', error: 'Broken', cause: 'on purpose' });
    expect(await received(dead)).toMatchObject({ 'detail-type': 'Step Functions Execution Status Change' });
  });

  it('a schedule starts an execution when it is due, and once', async () => {
    await call('stepfunctions', 'CreateStateMachine', {
      name: 'scheduled',
      roleArn: `${ARN}/machine`,
      definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Pass', End: true } } }),
    });
    const at = new Date(clock.now() + 3_600_000 + 3_600_000).toISOString().slice(0, 19);
    await call('scheduler', 'CreateSchedule', {
      Name: 'once',
      // Berlin is an hour ahead in winter.
      ScheduleExpression: `at(${at})`,
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: machineArn('scheduled'), RoleArn: `${ARN}/scheduler`, Input: '{"at":"<aws.scheduler.scheduled-time>"}' },
      ActionAfterCompletion: 'DELETE',
    });
    const started = async (): Promise<number> => {
      const { executions } = await call<{ executions: object[] }>('stepfunctions', 'ListExecutions', {
        stateMachineArn: machineArn('scheduled'),
      });
      return executions.length;
    };
    await clock.advance(3_590_000);
    const before = await started();
    await clock.advance(20_000);

    await until(async () => (await started()) === 1);
    expect(before).toBe(0);
    await expect(call('scheduler', 'GetSchedule', { Name: 'once' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('a rule with a rate makes an event each time', async () => {
    const ticks = await queue('ticks', 'events.amazonaws.com');
    await call('events', 'PutRule', { Name: 'tick', ScheduleExpression: 'rate(1 hour)' });
    await call('events', 'PutTargets', { Rule: 'tick', Targets: [{ Id: 'q', Arn: queueArn('ticks'), Input: '{"tick":true}' }] });
    await clock.advance(2 * 3_600_000 + 1000);

    expect(await received(ticks)).toEqual({ tick: true });
    expect(await received(ticks)).toEqual({ tick: true });
  });

  it('a subscription gets what its filter lets through, raw where it wants that', async () => {
    const url = await queue('filtered', 'sns.amazonaws.com');
    await call('sns', 'Subscribe', {
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: queueArn('filtered'),
      Attributes: { FilterPolicy: JSON.stringify({ size: [{ numeric: ['>', 5] }] }), RawMessageDelivery: 'true' },
    });
    for (const size of ['1', '10'])
      await call('sns', 'Publish', {
        TopicArn: topicArn,
        Message: JSON.stringify({ size }),
        MessageAttributes: { size: { DataType: 'Number', StringValue: size } },
      });

    expect(await received(url)).toEqual({ size: '10' });
  });
});

function machineArn(name: string): string {
  return `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
}

function queueArn(name: string): string {
  return `arn:aws:sqs:us-east-1:000000000000:${name}`;
}
