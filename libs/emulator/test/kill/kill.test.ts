import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killRounds } from './kill-rounds.ts';

const ROUNDS = 3;

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-kill-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 }));

// The long run is `nx run emulator:kill-test --rounds=200`.
describe(`a server that is killed ${ROUNDS} times`, () => {
  it('runs no finished state again and brings every execution to its end', { timeout: 180_000 }, async () => {
    const seed = Date.now() % 1_000_000;

    const { executions, problems } = await killRounds({ dataDir, rounds: ROUNDS, seed });

    expect(problems, `seed ${seed}`).toEqual([]);
    expect(executions).toBe(ROUNDS * 9);
  });
});
