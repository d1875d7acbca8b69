import { describe, expect, it } from 'vitest';
import type { Target } from '../targets/target.ts';
import { RECIPE_INSTANCE } from './recipe-instance.ts';

/** The execution that a newcomer starts: five names, nothing in the bucket. */
export function recipeExecution(target: () => Target): void {
  describe('the execution that the recipe starts, right after the stack was created', () => {
    it('trains on the sample, approves the model and serves it under the given name', async () => {
      const now = Date.now();
      const execution = await target().pipeline.startExecution({
        PreprocessingJobName: `preprocessing-${now}`,
        TrainingJobName: `training-${now}`,
        ModelName: `model-${now}`,
        EndpointConfigName: `endpoint-config-${now}`,
        EndpointName: `endpoint-${now}`,
      });

      const output = await execution.result();

      expect(output.EndpointName).toBe(`endpoint-${now}`);
      expect(output.TrainingJobName).toMatch(new RegExp(`^training-${now}-`));
      expect(output.Verdict.Decision).toBe('APPROVED');
      expect(output.Verdict.Metrics.r2).toBeGreaterThanOrEqual(0.7);
      const [price] = await target().endpoint(output.EndpointName).predict([RECIPE_INSTANCE]);
      expect(price).toBeGreaterThan(15);
      expect(price).toBeLessThan(50);
    });
  });
}
