import { describe, expect, expectTypeOf, it } from 'vitest';
import { type PipelineInput, pipelineInputRules, validatePipelineInput } from './pipeline-input.ts';

describe('validatePipelineInput', () => {
  it('has a rule for each member of the input, and no other', () => {
    const members: Record<keyof PipelineInput, true> = {
      PreprocessingJobName: true,
      TrainingJobName: true,
      ModelName: true,
      EndpointConfigName: true,
      EndpointName: true,
      DatasetUri: true,
      TestDatasetUri: true,
      TargetColumn: true,
      HyperParameters: true,
      ModelPerformanceThreshold: true,
      Seed: true,
      MaxRuntimeInSeconds: true,
      TrainingInstanceType: true,
      EndpointInstanceType: true,
      UseSpotTraining: true,
    };
    expect(Object.keys(pipelineInputRules).sort()).toEqual(Object.keys(members).sort());
  });

  it.each([undefined, null, 'text', 7, [{}]])('refuses %j, which is not an object', (input) => {
    expect(validatePipelineInput(input)).toEqual([{ path: '$', message: 'must be a JSON object; {} will do' }]);
  });

  it('distinguishes an array from an object', () => {
    expect(validatePipelineInput({ HyperParameters: [1] })).toEqual([
      { path: 'HyperParameters', message: 'must be an object of at most 99 texts, numbers and booleans, was [1]' },
    ]);
  });

  it('accepts nothing, null members and undefined members', () => {
    expect(validatePipelineInput({})).toEqual([]);
    expect(validatePipelineInput({ Seed: null, ModelName: undefined })).toEqual([]);
  });

  it('gives every issue with its path, what would be right, and what was there', () => {
    expect(validatePipelineInput({ Seed: -1, EndpointName: 'a_b', Epochs: 3 })).toEqual([
      { path: 'Seed', message: 'must be a whole number from 0 to 999999999, was -1' },
      { path: 'EndpointName', message: 'must be 1 to 63 letters, digits and inner hyphens, was a_b' },
      { path: 'Epochs', message: 'is not known; check its spelling' },
    ]);
  });

  it('is not misled by what objects inherit, and not by values that JSON does not have', () => {
    expect(validatePipelineInput({ constructor: 'a' })).toEqual([
      { path: 'constructor', message: 'is not known; check its spelling' },
    ]);
    expect(validatePipelineInput({ Seed: () => 1 })).toMatchObject([{ path: 'Seed' }]);
    expect(validatePipelineInput(Object.assign(Object.create(null), { Seed: 1 }))).toEqual([]);
  });

  it('answers for texts on which a pattern with backtracking would not end', () => {
    for (const input of [
      { EndpointName: `${'a-'.repeat(5000)}!` },
      { HyperParameters: { a: '\\"'.repeat(50_000), b: null } },
      { HyperParameters: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`h${index}`, 'x'.repeat(500)])) },
      { DatasetUri: `s3://${'a'.repeat(100_000)}` },
    ]) {
      expect(validatePipelineInput(input)).toHaveLength(1);
    }
  });

  it('takes anything, typed or not', () => {
    expectTypeOf(validatePipelineInput).parameter(0).toBeUnknown();
  });
});
