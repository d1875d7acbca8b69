import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../test/test-emulator.ts';
import type { Runtime } from '../core/runtime.ts';
import type { Collection } from '../core/store.ts';
import { type Delivery, DeliveryQueue, type DeliveryRules } from './delivery-queue.ts';

const SECOND = 1000;

/** A queue whose messages are sent by a test, and what became of them. */
function openQueue(
  rules: Pick<DeliveryRules<string, string>, 'send'> & Partial<DeliveryRules<string, string>>,
  stored: Record<string, unknown> = {},
): { queue: DeliveryQueue<string, string>; clock: VirtualClock; records: Map<string, unknown>; ended: string[]; log: string[] } {
  const clock = new VirtualClock(0);
  const records = new Map<string, unknown>(Object.entries(stored));
  const collection: Collection<unknown> = {
    get: (key) => records.get(key),
    put: (key, value) => void records.set(key, value),
    delete: (key) => records.delete(key),
    list: () => [...records].map(([key, value]) => ({ key, value })),
  };
  const log: string[] = [];
  const runtime = { clock, store: { collection: () => collection }, log: (_level: string, text: string) => log.push(text) };
  const ended: string[] = [];
  const queue = new DeliveryQueue<string, string>(runtime as unknown as Runtime, {
    collection: 'test.delivery',
    retries: () => ({ attempts: 2, ageMillis: 60 * SECOND }),
    backoff: () => 10 * SECOND,
    sent: (message, result) => void ended.push(`${message} sent: ${result}`),
    giveUp: (message, error, { failures }) =>
      void ended.push(`${message} given up after ${failures}: ${(error as Error).message}`),
    ...rules,
  });
  return { queue, clock, records, ended, log };
}

const failing = async (): Promise<string> => {
  throw new Error('no');
};

describe('DeliveryQueue', () => {
  it('passes the result of a sent message on after the message has left the store', async () => {
    const seen: number[] = [];
    const { queue, clock, records, ended } = openQueue({
      send: async () => 'done',
      sent: (message, result) => {
        seen.push(records.size);
        ended.push(`${message} ${result}`);
      },
    });

    queue.add('a');
    await clock.advance(0);

    expect(ended).toEqual(['a done']);
    expect(seen).toEqual([0]);
  });

  it('gives a message up when counted failures have used up its retries', async () => {
    const { queue, clock, records, ended } = openQueue({ send: failing });

    queue.add('a');
    await clock.advance(30 * SECOND);

    expect(ended).toEqual(['a given up after 3: no']);
    expect(records.size).toBe(0);
  });

  it('sends a message again after uncounted failures until it is too old', async () => {
    let attempts = 0;
    const send = (): Promise<string> => {
      attempts += 1;
      return failing();
    };
    const { queue, clock, ended } = openQueue({ send, failureKind: () => 'uncounted' });

    queue.add('a');
    await clock.advance(50 * SECOND);
    expect(ended).toEqual([]);
    await clock.advance(10 * SECOND);

    expect(ended).toEqual(['a given up after 0: no']);
    expect(attempts).toBe(7);
  });

  it('gives a message up at once after a final failure', async () => {
    const { queue, clock, ended } = openQueue({ send: failing, failureKind: () => 'final' });

    queue.add('a');
    await clock.advance(0);

    expect(ended).toEqual(['a given up after 1: no']);
  });

  it('leaves a message in the store for the next server where the server itself failed', async () => {
    const { queue, clock, records, ended, log } = openQueue({ send: failing, failureKind: () => 'kept' });

    queue.add('a', 'key');
    await clock.advance(60 * SECOND);

    expect([...records.keys()]).toEqual(['key']);
    expect(ended).toEqual([]);
    expect(log).toEqual([expect.stringContaining('a message stays in the store until the next start: Error: no')]);
  });

  it('sends what an earlier version stored in another form', async () => {
    const restore = (id: string, stored: unknown): Delivery<string> => {
      const { text } = stored as { text: string };
      return { id, message: text, acceptedAt: 0, dueAt: 5 * SECOND, failures: 0 };
    };
    const { queue, clock, ended } = openQueue({ send: async () => 'done', restore }, { key: { text: 'old' } });

    queue.start();
    await clock.advance(4 * SECOND);
    expect(ended).toEqual([]);
    await clock.advance(SECOND);

    expect(ended).toEqual(['old sent: done']);
  });
});
