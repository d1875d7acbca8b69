import { describe, expect, it } from 'vitest';
import type { Environment } from '../environment.ts';
import { evaluateIntrinsic } from './evaluate-intrinsic.ts';
import { InvalidIntrinsicError } from './intrinsic.ts';
import { parseIntrinsic } from './parse-intrinsic.ts';

describe('an intrinsic call', () => {
  it.each([
    'States.Array(,)',
    'States.Array(1',
    'States.Array(1) 2',
    'States.None()',
    'States.Hash(1)',
    "States.Array('a)",
    'Array()',
  ])('is not %s', (text) => {
    expect(() => parseIntrinsic(text)).toThrow(InvalidIntrinsicError);
  });

  it('may have paths with quotes, commas and parentheses', () => {
    const environment = {} as Environment;
    const input = { "it's, (so)": 1, list: [{ n: 1 }, { n: 2 }] };

    expect(evaluateIntrinsic(parseIntrinsic("States.Array($['it\\'s, (so)'], 2)"), input, environment)).toEqual([1, 2]);
    expect(evaluateIntrinsic(parseIntrinsic('States.ArrayLength($.list[?(@.n > 1)])'), input, environment)).toBe(1);
  });

  it('throws on an error that its arguments did not cause', () => {
    const random = {
      uuid: () => {
        throw new TypeError('broken');
      },
    };

    expect(() => evaluateIntrinsic(parseIntrinsic('States.UUID()'), {}, { random } as unknown as Environment)).toThrow(TypeError);
  });
});
