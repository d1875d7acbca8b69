import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepStartFailure } from '../evidence/evidence.ts';
import type { Target, TargetKind } from '../targets/target.ts';
import { SUITES } from './index.ts';
import type { Suite } from './suite.ts';

/** Starts a target of the kind, runs the suites on it, and takes it away again. Where it cannot be started here, says why. */
export async function runSuites(kind: TargetKind, suites: readonly Suite[] = SUITES): Promise<void> {
  const missing = await kind.missing();
  if (missing !== undefined) return left(kind, missing);

  describe(`on ${kind.title}`, () => {
    let target: Target | undefined;

    beforeAll(async () => {
      target = await kind.start().catch(async (error: Error) => {
        await keepStartFailure(kind, basename(expect.getState().testPath ?? '', '.e2e.ts'), error);
        throw error;
      });
    }, 600_000);
    afterAll(() => target?.[Symbol.asyncDispose](), 600_000);

    for (const suite of suites) suite({ kind, target: () => target as Target });
  });
}

/** A target that cannot be started is skipped with a sentence; in CI, which is there to start it, that is a failure. */
function left(kind: TargetKind, missing: string): void {
  describe(`on ${kind.title}`, () => {
    it('can be started here', (context) => {
      if (process.env['CI'] === 'true') throw new Error(missing);
      context.skip(missing);
    });
  });
}
