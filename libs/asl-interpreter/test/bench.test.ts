import { join } from 'node:path';
import { smokeRun } from '@stepmaker/testing';
import { describe, expect, it } from 'vitest';

const BENCH = join(import.meta.dirname, '../bench/bench.ts');

describe('the benchmark of the engine', () => {
  it('runs one round of each case', async () => {
    const lines = await smokeRun(BENCH);

    const ours = (events: number) => String.raw`\d+\.\d\d ms, ${events} events, \d+\.\d\d µs per event`;
    const peer = String.raw`aws-local-stepfunctions \d+\.\d\d ms: \d+\.\d ×`;
    expect(lines).toEqual([
      expect.stringMatching(`^500-Pass chain, JSONPath +${ours(1002)}; ${peer}$`),
      expect.stringMatching(`^500-Pass chain, JSONata +${ours(1002)}; aws-local-stepfunctions not run: it has no JSONata$`),
      expect.stringMatching(`^1000-item inline Map +${ours(4006)}; ${peer}$`),
    ]);
  });
});
