import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientSettings, TestFunctions } from './test-functions.ts';

/** Writes what it is invoked with to its log. */
const ECHO = { 'index.mjs': "export const handler = async (event) => console.log('heard ' + JSON.stringify(event));" };

describe('a function', () => {
  let testStacks: TestFunctions;
  let events: EventBridgeClient;
  let cloudwatch: CloudWatchClient;

  beforeAll(async () => {
    testStacks = await TestFunctions.open({ log: () => {} });
    events = new EventBridgeClient(clientSettings(testStacks.emulator.endpointUrl));
    cloudwatch = new CloudWatchClient(clientSettings(testStacks.emulator.endpointUrl));
  });
  afterAll(async () => {
    for (const client of [events, cloudwatch]) client.destroy();
    await testStacks[Symbol.asyncDispose]();
  });

  const permit = (FunctionName: string, Principal: string, SourceArn: string | undefined): Promise<unknown> =>
    testStacks.lambda.send(
      new AddPermissionCommand({ FunctionName, Principal, SourceArn, StatementId: 'it', Action: 'lambda:InvokeFunction' }),
    );
  const heard = async (name: string): Promise<unknown> => {
    const [message = ''] = await until(
      async () => (await testStacks.messages(name).catch(() => [])).filter((each) => each.includes('heard ')),
      (messages) => messages.length > 0,
    );
    return JSON.parse(message.slice(message.indexOf('heard ') + 6));
  };
  const alarm = async (AlarmName: string, functionArn: string): Promise<string> => {
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace: 'N',
        MetricName: 'm',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: [functionArn],
      }),
    );
    await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'a trial' }));
    const [item] = await until(
      async () => {
        const command = new DescribeAlarmHistoryCommand({ AlarmName, HistoryItemType: 'Action' });
        return (await cloudwatch.send(command)).AlarmHistoryItems ?? [];
      },
      (items) => items.length > 0,
    );
    return `${item?.HistorySummary} ${item?.HistoryData}`;
  };

  it('is the target of a rule', async () => {
    const Arn = await testStacks.create('of-a-rule', ECHO);
    const { RuleArn } = await events.send(
      new PutRuleCommand({ Name: 'rule', EventPattern: JSON.stringify({ source: ['shop'] }) }),
    );
    await permit('of-a-rule', 'events.amazonaws.com', RuleArn);
    await events.send(new PutTargetsCommand({ Rule: 'rule', Targets: [{ Id: 'f', Arn }] }));
    await events.send(
      new PutEventsCommand({ Entries: [{ Source: 'shop', DetailType: 'sold', Detail: JSON.stringify({ price: 3 }) }] }),
    );

    expect(await heard('of-a-rule')).toMatchObject({ source: 'shop', 'detail-type': 'sold', detail: { price: 3 } });
  });

  it('is the action of an alarm, and receives what has changed', async () => {
    const functionArn = await testStacks.create('of-an-alarm', ECHO);
    const alarmArn = 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:off';
    await permit('of-an-alarm', 'lambda.alarms.cloudwatch.amazonaws.com', alarmArn);

    expect(await alarm('off', functionArn)).toContain(`Successfully executed action ${functionArn}`);
    expect(await heard('of-an-alarm')).toMatchObject({
      source: 'aws.cloudwatch',
      alarmArn,
      alarmData: {
        alarmName: 'off',
        state: { value: 'ALARM', reason: 'a trial' },
        previousState: { value: 'INSUFFICIENT_DATA' },
      },
    });
  });

  it('is not invoked by an alarm that its policy does not let', async () => {
    const functionArn = await testStacks.create('closed', ECHO);

    const history = await alarm('shut', functionArn);

    expect(history).toContain(`Failed to execute action ${functionArn}`);
    expect(history).toContain('is not authorized to perform: lambda:InvokeFunction');
  });
});
