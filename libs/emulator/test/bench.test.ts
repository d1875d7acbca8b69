import { join } from 'node:path';
import { smokeRun } from '@stepmaker/testing';
import { describe, expect, it } from 'vitest';

const BENCH = join(import.meta.dirname, '../bench');
const ours = (unit: string, note = ''): unknown => expect.stringMatching(String.raw`^  stepmaker +[\d.]+ ${unit} *${note}$`);

describe('the benchmark over the wire', () => {
  it('measures each subject once, without peers', { timeout: 180_000 }, async () => {
    const lines = await smokeRun(join(BENCH, 'bench.ts'));

    expect(lines.filter((line) => line !== '')).toEqual([
      'ministack: not run (a smoke run has no peers)',
      'moto: not run (a smoke run has no peers)',
      'fakecloud: not run (a smoke run has no peers)',
      expect.stringMatching(/^floci: not run \(/),
      'start to first answer',
      ours('ms'),
      'memory, idle',
      ours('MiB'),
      'StartExecution',
      ours('ms', String.raw`\(p99 .*\)`),
      '500 Pass states',
      ours('ms', String.raw`\(1002 events, .*\)`),
      'inline Map, 1,000 items',
      ours('ms', String.raw`\(4006 events, .*\)`),
      'state transitions',
      ours('/s', String.raw`\(2 executions of 500 states\)`),
      'executions',
      ours('/s', String.raw`\(5 executions of 5 states\)`),
      'memory after them',
      ours('MiB'),
      'DescribeExecution p99, 5 executions of 20 states',
      ours('ms', String.raw`\(5 of 5 right in .* asked\)`),
      'DescribeExecution p99 beside an endless loop',
      ours('ms', String.raw`\(\d+ loops run in 0.5 s\)`),
      'start with 5 executions in the store',
      ours('ms'),
    ]);
  });
});

describe('the benchmark of authorization', () => {
  it('measures a few decisions and calls', async () => {
    const lines = await smokeRun(join(BENCH, 'authorization.ts'));

    expect(lines).toEqual([
      expect.stringMatching(/^a decision +\d+\.\d µs$/),
      expect.stringMatching(/^HeadBucket by the root +\d+\.\d µs$/),
      expect.stringMatching(/^HeadBucket by a role +\d+\.\d µs {2}\(\d+\.\d\d ×\)$/),
    ]);
  });
});
