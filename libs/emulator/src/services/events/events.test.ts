import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { startTestEmulator, trustOf } from '../../../test/test-emulator.ts';

describe('EventBridge', () => {
  it('keeps rules and their targets, and deletes a rule only without targets', async () => {
    await using running = await startTestEmulator();
    const events = new EventBridgeClient(running.client);
    const Arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:m';

    const call = (operation: string, input: object): Promise<unknown> =>
      running.emulator.aws.call('iam', operation, input, { caller: running.emulator.rootCaller });
    await call('CreateRole', { RoleName: 'x', AssumeRolePolicyDocument: trustOf('events.amazonaws.com') });

    const { RuleArn } = await events.send(new PutRuleCommand({ Name: 'r', ScheduleExpression: 'rate(1 day)', Description: 'd' }));
    await events.send(
      new PutTargetsCommand({ Rule: 'r', Targets: [{ Id: '1', Arn, RoleArn: 'arn:aws:iam::000000000000:role/x', Input: '{}' }] }),
    );

    expect(RuleArn).toBe('arn:aws:events:us-east-1:000000000000:rule/r');
    expect(await events.send(new DescribeRuleCommand({ Name: 'r' }))).toMatchObject({
      State: 'ENABLED',
      ScheduleExpression: 'rate(1 day)',
      EventBusName: 'default',
    });
    expect((await events.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets).toMatchObject([
      { Id: '1', Arn, Input: '{}' },
    ]);
    expect((await events.send(new ListRuleNamesByTargetCommand({ TargetArn: Arn }))).RuleNames).toEqual(['r']);
    await expect(events.send(new DeleteRuleCommand({ Name: 'r' }))).rejects.toMatchObject({
      message: "Rule can't be deleted since it has targets.",
    });
    await events.send(new RemoveTargetsCommand({ Rule: 'r', Ids: ['1'] }));
    await events.send(new DeleteRuleCommand({ Name: 'r' }));
    await expect(events.send(new DescribeRuleCommand({ Name: 'r' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Rule r does not exist on EventBus default.',
    });
    await expect(events.send(new PutRuleCommand({ Name: 'r', EventPattern: '{}' }))).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
    });
    await expect(events.send(new PutRuleCommand({ Name: 'r', ScheduleExpression: 'daily' }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
