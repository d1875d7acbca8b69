import { DescribeEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { QualityGateFailedError } from '@stepmaker/pipeline-sdk';
import { describe, expect, it } from 'vitest';
import type { Target } from '../targets/target.ts';
import { RECIPE_INSTANCE } from './recipe-instance.ts';

/** A new model on the endpoint that is serving: better ones replace it, rejected ones leave it alone. */
export function qualityGate(target: () => Target): void {
  describe('a second model for an endpoint that is serving', () => {
    it('replaces the first in place when it is approved, and leaves the second serving when a third is rejected', async () => {
      const { pipeline, clientConfig } = target();
      const sagemaker = new SageMakerClient(clientConfig);
      const configOf = async (name: string): Promise<string | undefined> =>
        (await sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }))).EndpointConfigName;

      const first = await (await pipeline.startExecution({ Seed: 1 })).result();
      const second = await (await pipeline.startExecution({ Seed: 2 })).result();
      const rejected = await (await pipeline.startExecution({ Seed: 3, ModelPerformanceThreshold: 0.999 }))
        .result()
        .catch((error: unknown) => error);

      expect(first.EndpointAction).toBe('CREATED');
      expect(second).toMatchObject({ EndpointName: first.EndpointName, EndpointAction: 'UPDATED' });
      expect(second.EndpointConfigName).not.toBe(first.EndpointConfigName);
      expect(rejected).toBeInstanceOf(QualityGateFailedError);
      expect(rejected).toMatchObject({ metric: 'r2', threshold: 0.999 });
      expect((rejected as QualityGateFailedError).value).toBeLessThan(0.999);
      expect(await configOf(second.EndpointName)).toBe(second.EndpointConfigName);
      expect(await target().endpoint(second.EndpointName).predict([RECIPE_INSTANCE])).toEqual([expect.any(Number)]);
      sagemaker.destroy();
    });

    it('answers every request while it is being replaced', async () => {
      const { pipeline } = target();
      const { EndpointName } = await (await pipeline.startExecution({ Seed: 1 })).result();
      const endpoint = target().endpoint(EndpointName);
      const update = (await pipeline.startExecution({ Seed: 2 })).result();
      let done = false;
      const updated = update.finally(() => {
        done = true;
      });
      let answers = 0;

      while (!done) {
        expect(await endpoint.predict([RECIPE_INSTANCE])).toHaveLength(1);
        answers += 1;
      }

      expect((await updated).EndpointAction).toBe('UPDATED');
      expect(answers).toBeGreaterThan(10);
    });
  });
}
