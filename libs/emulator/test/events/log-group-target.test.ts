import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, VirtualClock } from '../test-emulator.ts';

const GROUP = '/aws/events/orders';
const clock = new VirtualClock();
let running: TestEmulator;
const call = <Output = Record<string, unknown>>(service: string, operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>(service as 'events', operation, input, { caller: running.emulator.rootCaller });

beforeAll(async () => {
  running = await startTestEmulator({ clock });
  await call('logs', 'CreateLogGroup', { logGroupName: GROUP });
  await call('events', 'PutRule', { Name: 'orders', EventPattern: JSON.stringify({ source: ['my.shop'] }) });
  await call('events', 'PutTargets', {
    Rule: 'orders',
    Targets: [
      { Id: 'log', Arn: `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`, RetryPolicy: { MaximumRetryAttempts: 0 } },
    ],
  });
});
afterAll(() => running[Symbol.asyncDispose]());

/** Puts an event, and returns what is in the log group after its delivery. */
async function messagesAfter(id: number): Promise<unknown[]> {
  await call('events', 'PutEvents', { Entries: [{ Source: 'my.shop', DetailType: 'Order', Detail: JSON.stringify({ id }) }] });
  await clock.advance(1000);
  const { events } = await call<{ events: { message: string }[] }>('logs', 'FilterLogEvents', { logGroupName: GROUP });
  return events.map(({ message }) => (JSON.parse(message) as { detail: unknown }).detail);
}

describe('a log group as the target of a rule', () => {
  it('receives each event once its resource policies allow it', async () => {
    const refused = await messagesAfter(1);
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}:*`,
    };
    await call('logs', 'PutResourcePolicy', {
      policyName: 'events',
      policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
    });

    expect(refused).toEqual([]);
    expect(await messagesAfter(2)).toEqual([{ id: 2 }]);
    expect(await messagesAfter(3)).toEqual([{ id: 2 }, { id: 3 }]);
  });
});
