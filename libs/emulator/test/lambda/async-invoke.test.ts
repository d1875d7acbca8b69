import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { until } from '@stepmaker/testing';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import { TestFunctions } from './test-functions.ts';

/** A clock that stands still until its timers are let go: each at the time it was set for. */
class HeldClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00Z');
  readonly timers: { readonly at: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  setTimer(at: number, callback: () => void): { cancel(): void } {
    const timer = { at, callback };
    this.timers.push(timer);
    return { cancel: () => this.timers.splice(this.timers.indexOf(timer), 1) };
  }

  /** Lets the next timer go; says how long it would have waited, in seconds. */
  goOn(): number {
    const timer = this.timers.shift();
    if (!timer) throw new Error('nothing waits');
    const seconds = (timer.at - this.#now) / 1000;
    this.#now = timer.at;
    timer.callback();
    return seconds;
  }
}

const NOTIFY = (file: string, rest: string): Record<string, string> => ({
  'index.js': `exports.handler = async (event, context) => {
    require('node:fs').appendFileSync(${JSON.stringify(file)}, JSON.stringify([event.n, context.awsRequestId]) + '\\n');
    ${rest}
  }`,
});

const lines = (file: string): [number, string][] => {
  try {
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as [number, string]);
  } catch {
    return [];
  }
};

const send = (testStacks: TestFunctions, name: string, n: number): Promise<unknown> =>
  testStacks.lambda.send(
    new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify({ n })) }),
  );

describe('an asynchronous call', () => {
  it('is accepted at once and tried again after one and two minutes, as the same request', async () => {
    const clock = new HeldClock();
    await using testStacks = await TestFunctions.open({ clock, log: () => {} });
    const file = join(testStacks.emulator.dataDir, 'calls.txt');
    await testStacks.create('fails', NOTIFY(file, "throw new Error('again');"));

    expect(await send(testStacks, 'fails', 1)).toMatchObject({ StatusCode: 202 });

    const waits: number[] = [];
    for (const attempt of [1, 2]) {
      await until(
        async () => clock.timers.length,
        (count) => count === 1,
      );
      expect(lines(file)).toHaveLength(attempt);
      waits.push(clock.goOn());
    }
    await until(
      async () => lines(file).length,
      (count) => count === 3,
    );
    expect(waits).toEqual([60, 120]);
    expect(new Set(lines(file).map(([, requestId]) => requestId)).size).toBe(1);
  });

  it('is not tried again where the function says so', async () => {
    const clock = new HeldClock();
    const warnings: string[] = [];
    await using testStacks = await TestFunctions.open({
      clock,
      log: (level, message) => level === 'warn' && warnings.push(message),
    });
    const file = join(testStacks.emulator.dataDir, 'calls.txt');
    await testStacks.create('fails', NOTIFY(file, "throw new Error('once');"));
    await testStacks.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'fails', MaximumRetryAttempts: 0 }));

    await send(testStacks, 'fails', 1);

    await until(
      async () => warnings.length,
      (count) => count > 0,
    );
    expect(warnings[0]).toContain('fails failed for good');
    expect(lines(file)).toHaveLength(1);
    expect(clock.timers).toHaveLength(0);
  });

  it('is made by the next server where one stopped in the middle', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-event-'));
    const file = join(dataDir, 'calls.txt');
    const first = await TestFunctions.open({ dataDir });
    await first.create(
      'slow',
      NOTIFY(file, 'if (event.n === 1 && !process.env.DONE) await new Promise((r) => setTimeout(r, 60_000));'),
      { Timeout: 90 },
    );
    await send(first, 'slow', 1);
    await until(
      async () => lines(file).length,
      (count) => count === 1,
    );
    await first.emulator.close();

    const { startEmulator } = await import('../../src/start-emulator.ts');
    const second = await startEmulator({ port: 0, dataDir });
    await until(
      async () => lines(file).length,
      (count) => count === 2,
    );
    await second.close();

    expect(lines(file).map(([n]) => n)).toEqual([1, 1]);
    rmSync(dataDir, { recursive: true, force: true });
  });
});
