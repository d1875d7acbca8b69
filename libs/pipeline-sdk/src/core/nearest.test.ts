import { describe, expect, it } from 'vitest';
import { hint, nearest } from './nearest.ts';

describe('nearest', () => {
  it('finds what a slip of the fingers meant, whatever its case', () => {
    expect(nearest('TRIAN', ['Evaluate', 'Train', 'Preprocess'])).toBe('Train');
    expect(nearest('eu-wset-1', ['eu-east-1', 'eu-west-1', 'us-west-1'])).toBe('eu-west-1');
  });

  it('takes an exact word before one that it begins, and a beginning before a likeness', () => {
    expect(nearest('train', ['train-2', 'train'])).toBe('train');
    expect(nearest('ml', ['mk', 'ml-pipeline'])).toBe('ml-pipeline');
  });

  it('finds nothing where nothing is near', () => {
    expect(nearest('banana', ['Train', 'Evaluate'])).toBeUndefined();
    expect(nearest('', ['Train'])).toBeUndefined();
  });
});

describe('hint', () => {
  it('names the nearest, else all of a few, else nothing', () => {
    const many = Array.from({ length: 13 }, (_, index) => `run-number-${index}`);

    expect(hint('Trian', ['Train'])).toBe('; did you mean Train?');
    expect(hint('banana', ['Train', 'Evaluate'])).toBe('; there is Train, Evaluate');
    expect(hint('banana', many)).toBe('');
  });
});
