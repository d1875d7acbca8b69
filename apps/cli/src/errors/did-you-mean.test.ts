import { describe, expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

describe('didYouMean', () => {
  it('names the nearest', () => {
    expect(didYouMean('TRIAN', ['Evaluate', 'Train'], 'Steps')).toBe('Did you mean Train?');
  });

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
