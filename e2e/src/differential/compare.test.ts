import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { compareHistories } from './compare.ts';
import { normaliseHistory } from './normalise.ts';

function history(cause: string, time: string, output = '{"a": 1}'): HistoryEvent[] {
  return [
    {
      id: 1,
      timestamp: new Date(time),
      type: 'ExecutionStarted',
      executionStartedEventDetails: { input: '{ "b":2 }', roleArn: 'r' },
    },
    { id: 2, timestamp: new Date(time), type: 'PassStateExited', stateExitedEventDetails: { name: 'P', output } },
    { id: 3, timestamp: new Date(time), type: 'ExecutionFailed', executionFailedEventDetails: { error: 'E', cause } },
  ];
}

const of = (...given: Parameters<typeof history>) => normaliseHistory(history(...given));

describe('two histories', () => {
  it('are the same when only times, ids, accounts and the spelling of JSON differ', () => {
    const left = of('at 2026-11-25T10:00:00.123Z by 111122223333 (Request ID: a-b)', '2026-01-01');
    const right = of('at 2027-01-01T00:00:00Z by 000000000000 (Request ID: c)', '2026-02-02', '{"a":1}');

    expect(compareHistories(left, right)).toEqual([]);
  });

  it('differ where they say another thing, by the event and its member', () => {
    expect(compareHistories(of('left', '2026-01-01', '{"a": 1}'), of('right', '2026-01-01', '{"a": 2}'))).toEqual([
      { where: 'PassStateExited.output.a', left: 1, right: 2 },
      { where: 'ExecutionFailed.cause', left: 'left', right: 'right' },
    ]);
  });

  it('differ in their events when one has more of them', () => {
    expect(compareHistories(of('c', '2026-01-01'), of('c', '2026-01-01').slice(0, 2))).toEqual([
      {
        where: 'events',
        left: ['ExecutionStarted', 'PassStateExited', 'ExecutionFailed'],
        right: ['ExecutionStarted', 'PassStateExited'],
      },
    ]);
  });
});
