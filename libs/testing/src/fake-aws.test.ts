import { describe, expect, it } from 'vitest';
import { FakeAws } from './fake-aws.ts';

describe('FakeAws', () => {
  it('answers by its operations and records the calls', () => {
    const aws = new FakeAws<number, string>();
    aws.operations['Double'] = (input) => `${input * 2}`;

    expect(aws.perform('Double', 21)).toBe('42');
    expect(aws.perform('Unknown', 1)).toBeUndefined();
    expect(aws.calls).toEqual([
      { operation: 'Double', input: 21, from: 'Double' },
      { operation: 'Unknown', input: 1, from: 'Unknown' },
    ]);
    expect(aws.callsOf('Double')).toHaveLength(1);
  });

  it('fails the calls of one caller as often as asked', () => {
    const aws = new FakeAws<number, string>();
    aws.operations['Double'] = (input) => `${input * 2}`;
    aws.faults.set('Train', [undefined, 'refused']);

    const answers = [1, 2, 3].map((input) => aws.perform('Double', input, 'Train'));

    expect(answers).toEqual(['2', 'refused', '6']);
    expect(aws.perform('Double', 4)).toBe('8');
  });
});
