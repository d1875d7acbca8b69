import { afterAll, beforeAll, describe } from 'vitest';
import { failingTraining } from './suites/failing-training.suite.ts';
import { qualityGate } from './suites/quality-gate.suite.ts';
import { recipeExecution } from './suites/recipe-execution.suite.ts';
import { startEmulatorTarget } from './targets/emulator.ts';
import type { Target } from './targets/target.ts';

describe('on the embedded AWS', () => {
  let target: Target;

  beforeAll(async () => {
    target = await startEmulatorTarget();
  });
  afterAll(() => target?.[Symbol.asyncDispose]());

  recipeExecution(() => target);
  qualityGate(() => target);
  failingTraining(() => target);
});
