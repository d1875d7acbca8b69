import { it, onTestFailed } from 'vitest';
import { Evidence } from '../evidence/evidence.ts';
import type { Capability, Target, TargetKind } from '../targets/target.ts';

/** Target of a suite. */
export interface SuiteContext {
  readonly kind: TargetKind;
  readonly target: () => Target;
}

/** A suite: defines its tests for a kind of target. */
export type Suite = (context: SuiteContext) => void;

/** Requirements of a test beside the pipeline, and its time limit in executions of the pipeline. */
export interface ScenarioOptions {
  /** @default [] */
  readonly needs?: readonly Capability[];
  /** @default 1 */
  readonly executions?: number;
}

/**
 * Defines a test. Where the target lacks what it needs, it is left out and says why. When it fails, what is known of its executions is
 * kept, in a directory of the test's name.
 */
export function scenario(
  { kind, target }: SuiteContext,
  title: string,
  { needs = [], executions = 1 }: ScenarioOptions,
  run: (target: Target) => Promise<void>,
): void {
  const lacking = needs.map((need) => kind.can[need]).find((can) => can !== true);
  it(title, { timeout: executions * kind.executionMillis }, async (context) => {
    if (lacking !== undefined) return context.skip(lacking);
    const evidence = new Evidence(target(), new Date());
    onTestFailed(async ({ task }) => evidence.keep(task), 120_000);
    await run(evidence.target);
  });
}
