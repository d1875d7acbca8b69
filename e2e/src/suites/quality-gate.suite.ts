import { DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import { QualityGateFailedError } from '@stepmaker/pipeline-sdk';
import { describe, expect } from 'vitest';
import type { Deployment } from '../targets/deployment.ts';
import { RECIPE_INSTANCE } from './recipe-instance.ts';
import { servingEndpoint } from './serving.ts';
import { type Suite, scenario } from './suite.ts';

async function configOf({ sagemaker }: Deployment, name: string): Promise<string | undefined> {
  return (await sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }))).EndpointConfigName;
}

/** A new model on the endpoint that is serving: better ones replace it, rejected ones leave it alone. */
export const qualityGate: Suite = (context) => {
  describe('a second model for an endpoint that is serving', () => {
    scenario(
      context,
      'replaces the first in place, and no request of a client meanwhile fails',
      { executions: 2 },
      async ({ main }) => {
        const first = await servingEndpoint(main);
        const endpoint = main.pipeline.endpoint(first.EndpointName);
        let done = false;
        const update = (await main.pipeline.startExecution({ Seed: 2 })).result().finally(() => {
          done = true;
        });
        let answers = 0;

        while (!done) {
          expect(await endpoint.predict([RECIPE_INSTANCE])).toEqual([expect.any(Number)]);
          answers += 1;
        }
        const second = await update;

        expect(second).toMatchObject({ EndpointName: first.EndpointName, EndpointAction: 'UPDATED' });
        expect(second.EndpointConfigName).not.toBe(first.EndpointConfigName);
        expect(await configOf(main, second.EndpointName)).toBe(second.EndpointConfigName);
        expect(answers).toBeGreaterThan(10);
      },
    );

    scenario(
      context,
      'is not deployed when it is rejected: what served continues serving',
      { executions: 2 },
      async ({ main }) => {
        const { EndpointName } = await servingEndpoint(main);
        const endpoint = main.pipeline.endpoint(EndpointName);
        const served = await configOf(main, EndpointName);
        const before = await endpoint.predict([RECIPE_INSTANCE]);

        const rejected = await (await main.pipeline.startExecution({ Seed: 3, ModelPerformanceThreshold: 0.999 }))
          .result()
          .catch((error: unknown) => error);

        expect(rejected).toBeInstanceOf(QualityGateFailedError);
        expect(rejected).toMatchObject({ metric: 'r2', threshold: 0.999 });
        expect((rejected as QualityGateFailedError).value).toBeLessThan(0.999);
        expect(await configOf(main, EndpointName)).toBe(served);
        expect(await endpoint.predict([RECIPE_INSTANCE])).toEqual(before);
      },
    );
  });
};
