import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from './nearest.ts';

describe('nearest', () => {
  it('finds what a slip of the fingers meant, whatever its case', () => {
    expect(nearest('TRIAN', ['Evaluate', 'Train', 'Preprocess'])).toBe('Train');
    expect(nearest('eu-wset-1', ['eu-east-1', 'eu-west-1', 'us-west-1'])).toBe('eu-west-1');
  });

  it('takes a beginning before a likeness', () => {
    expect(nearest('ml', ['mk', 'ml-pipeline'])).toBe('ml-pipeline');
  });

  it('finds nothing where nothing is near', () => {
    expect(nearest('banana', ['Train', 'Evaluate'])).toBeUndefined();
    expect(nearest('', ['Train'])).toBeUndefined();
  });
});

describe('didYouMean', () => {
  it('lists what there is where nothing is near, and is silent where there is nothing', () => {
    expect(didYouMean('banana', ['Train', 'Evaluate'], 'Steps')).toBe('Steps: Train, Evaluate');
    expect(
      didYouMean(
        'x',
        Array.from({ length: 10 }, (_, index) => `run-number-${index}`),
        'Runs',
      ),
    ).toMatch(/, and 2 more$/);
    expect(didYouMean('banana', [], 'Steps')).toBeUndefined();
  });
});
