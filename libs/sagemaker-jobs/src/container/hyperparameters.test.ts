import { describe, expect, it } from 'vitest';
import { readHyperparameters, toCommandLine, toVariable } from './hyperparameters.ts';

describe('hyperparameters', () => {
  it('are decoded from JSON, or stay as they are', () => {
    const { user, toolkit } = readHyperparameters({ epochs: '5', name: '"a"', raw: 'a', sagemaker_program: '"train.py"' });

    expect(user).toEqual({ epochs: 5, name: 'a', raw: 'a' });
    expect(toolkit).toEqual({ sagemaker_program: 'train.py' });
  });

  it('become arguments in the order of names, as Python writes them', () => {
    const { user } = readHyperparameters({
      n: '3',
      'batch-size': '0.5',
      flag: 'true',
      none: 'null',
      map: '{"b": 1, "a": "x"}',
      list: '[1,2]',
    });

    expect(toCommandLine(user)).toEqual([
      ...['--batch-size', '0.5', '--flag', 'True', '--list', '[1,2]', '--map', 'b=1,a=x', '-n', '3', '--none', ''],
    ]);
  });

  it('become variables as compact JSON with sorted keys', () => {
    expect(toVariable({ b: [1, { d: 1, c: 2 }], a: 'x' })).toBe('{"a":"x","b":[1,{"c":2,"d":1}]}');
    expect(toVariable('text')).toBe('text');
    expect(toVariable(null)).toBe('');
  });
});
