import { describe, expect, it } from 'vitest';
import { deploymentInputMembers, validateDeploymentInput } from './deployment-input.ts';

const INPUT = {
  ModelDataUrl: 's3://bucket/model-artifacts/run-1/output/model.tar.gz',
  EndpointName: 'houses',
  EndpointInstanceType: 'ml.m5.large',
};

describe('validateDeploymentInput', () => {
  it('accepts what is required, and every optional member', () => {
    const full = {
      ...INPUT,
      ModelName: 'model-1',
      EndpointConfigName: null,
      Tags: [{ Key: 'team', Value: 'ml' }],
      SmokeTestRequest: { instances: [{ rooms: 4 }] },
    };

    expect(validateDeploymentInput(INPUT)).toEqual([]);
    expect(validateDeploymentInput(full)).toEqual([]);
    expect(Object.keys(full).every((name) => deploymentInputMembers.includes(name))).toBe(true);
  });

  it('accepts what Step Functions adds to the input of a nested execution', () => {
    expect(validateDeploymentInput({ ...INPUT, AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: 'arn:1' })).toEqual([]);
  });

  it('names every member that is missing', () => {
    expect(validateDeploymentInput({}).map(({ path }) => path)).toEqual(Object.keys(INPUT));
  });

  it.each([
    [{ ModelDataUrl: 'model.tar.gz' }, 'ModelDataUrl'],
    [{ EndpointName: 'a b' }, 'EndpointName'],
    [{ EndpointInstanceType: 'm5.large' }, 'EndpointInstanceType'],
    [{ ModelName: '-' }, 'ModelName'],
    [{ Tags: [{ Key: 'team' }] }, 'Tags'],
    [{ Tags: {} }, 'Tags'],
    [{ SmokeTestRequest: [1] }, 'SmokeTestRequest'],
    [{ Endpoint: 'houses' }, 'Endpoint'],
    // Not JSON: a caller without types can hand over anything.
    [{ ModelName: () => 'model-1' }, 'ModelName'],
  ])('refuses %j', (change, path) => {
    expect(validateDeploymentInput({ ...INPUT, ...change })).toMatchObject([{ path }]);
  });

  it.each([undefined, 'text', []])('refuses %j, which is not an object', (input) => {
    expect(validateDeploymentInput(input)).toMatchObject([{ path: '$' }]);
  });
});
