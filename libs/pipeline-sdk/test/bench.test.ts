import { join } from 'node:path';
import { smokeRun } from '@stepmaker/testing';
import { describe, expect, it } from 'vitest';

const BENCH = join(import.meta.dirname, '../bench/bench.ts');

describe('the benchmark of the SDK', () => {
  it('measures a little of everything', { timeout: 300_000 }, async () => {
    const lines = await smokeRun(BENCH);

    const delays = String.raw`median \d+ ms, p95 \d+ ms, worst \d+ ms`;
    const requests = String.raw`\d+\.\d\d/s +≤ 2/s`;
    expect(lines).toEqual([
      expect.stringMatching(/^import, over two AWS clients +\+-?\d+\.\d ms over \d+\.\d ms, \+-?\d+\.\d\d MB +≤ 60 ms, ≤ 5 MB$/),
      expect.stringMatching(/^predict, over the bare client +× \d+\.\d{3} \(\d+\.\d\d ms, \d+\.\d\d ms\) +≤ 1\.05$/),
      expect.stringMatching(/^predictMany, 400 instances +× \d+\.\d{3} \(\d+\/s, \d+\/s\) +≥ 0\.90$/),
      expect.stringMatching(`^events while they come +${delays} +p95 ≤ 300 ms$`),
      expect.stringMatching(`^all events +${delays} +$`),
      expect.stringMatching(`^requests +${requests}$`),
      expect.stringMatching(`^events while they come, with log lines +${delays} +$`),
      expect.stringMatching(`^all events, with log lines +${delays} +$`),
      // The execution fails before any job.
      expect.stringMatching(/^log lines +none +$/),
      expect.stringMatching(`^requests, with log lines +${requests}$`),
    ]);
  });
});
