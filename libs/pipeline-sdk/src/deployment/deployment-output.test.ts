import { describe, expect, it } from 'vitest';
import { deploymentOutput } from './deployment-output.ts';

const OUTPUT = {
  EndpointName: 'houses',
  EndpointAction: 'CREATED',
  EndpointConfigName: 'config-1',
  FormerConfigName: null,
  ModelName: 'model-1',
  Prediction: null,
};

describe('deploymentOutput', () => {
  it('gives the output of the deployment machine as it is', () => {
    expect(deploymentOutput(OUTPUT, 'arn:1')).toBe(OUTPUT);
  });

  it.each([
    [null, 'EndpointName, EndpointAction, EndpointConfigName, ModelName'],
    ['done', 'EndpointName, EndpointAction, EndpointConfigName, ModelName'],
    [{ ...OUTPUT, ModelName: 1 }, 'ModelName'],
  ])('refuses %j, and names what is missing', (output, missing) => {
    expect(() => deploymentOutput(output, 'arn:1')).toThrow(
      `arn:1 succeeded, and its output is not that of the deployment machine: it has no ${missing}. Is it`,
    );
  });
});
