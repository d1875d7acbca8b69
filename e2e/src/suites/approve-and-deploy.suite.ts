import { describe, expect } from 'vitest';
import { RECIPE_INSTANCE } from './recipe-instance.ts';
import { servingEndpoint } from './serving.ts';
import { type Suite, scenario } from './suite.ts';

/** The execution that a newcomer starts: five names, nothing in the bucket; and what is served then. */
export const approveAndDeploy: Suite = (context) => {
  describe('the execution that the recipe starts, right after the stack was created', () => {
    scenario(context, 'trains on the sample, approves the model and serves it under the given name', {}, async ({ main }) => {
      const now = Date.now();
      const execution = await main.pipeline.startExecution({
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
      const [price] = await main.pipeline.endpoint(output.EndpointName).predict([RECIPE_INSTANCE]);
      expect(price).toBeGreaterThan(15);
      expect(price).toBeLessThan(50);
      const prefix = output.EvaluationUri.slice(`s3://${main.bucketName}/`.length);
      expect(JSON.parse(await main.readObject(`${prefix}verdict.json`))).toEqual(output.Verdict);
      expect(await main.readObject(`${prefix}report.html`)).toContain('<svg');
      const { regression_metrics: metrics } = JSON.parse(await main.readObject(`${prefix}evaluation.json`)) as {
        regression_metrics: { r2: { value: number } };
      };
      expect(metrics.r2.value).toBe(output.Verdict.Value);
    });
  });

  describe('an endpoint that serves', () => {
    scenario(context, 'answers a thousand predictions, each as it answers them together', {}, async ({ main }) => {
      const { EndpointName } = await servingEndpoint(main);
      const endpoint = main.pipeline.endpoint(EndpointName);
      const rows = Array.from({ length: 1000 }, (_, index) =>
        RECIPE_INSTANCE.map((value, column) => (column === 3 ? index % 2 : value * (1 + index / 2000))),
      );

      const together = await endpoint.predict(rows);
      const single: number[] = [];
      const ask = async (first: number): Promise<void> => {
        for (let index = first; index < rows.length; index += 8)
          single[index] = (await endpoint.predict([rows[index] as number[]]))[0] as number;
      };
      await Promise.all(Array.from({ length: 8 }, (_, first) => ask(first)));

      expect(together.every(Number.isFinite)).toBe(true);
      expect(single).toHaveLength(1000);
      for (const [index, value] of single.entries()) expect(value).toBeCloseTo(together[index] as number, 6);
      expect(new Set(single.map((value) => value.toFixed(3))).size).toBeGreaterThan(50);
    });
  });
};
