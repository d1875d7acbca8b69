import { describe, expect, it } from 'vitest';
import { variableReferences } from './variable-references.ts';

describe('variableReferences', () => {
  it('finds variables in paths, calls and choice rules of JSONPath', () => {
    const machine = {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Parameters: { 'x.$': '$one.y', 'z.$': "States.Format('$no {}', $two)", plain: '$nor' }, Next: 'B' },
        B: { Type: 'Choice', Choices: [{ Not: { Variable: '$three', NumericEqualsPath: '$four' }, Next: 'C' }] },
        C: { Type: 'Pass', InputPath: '$.input', End: true },
      },
    };

    expect(variableReferences(machine)).toEqual({ A: ['one', 'two'], B: ['four', 'three'] });
  });

  it('leaves out what JSONata binds itself: functions, parameters, locals and $states', () => {
    const machine = {
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: {
          Type: 'Pass',
          Output: "{% ($local := $sum($outer); $map($states.input, function($v) { $v & '$text' & $local & $other })) %}",
          End: true,
        },
      },
    };

    expect(variableReferences(machine)).toEqual({ A: ['other', 'outer'] });
  });

  it('gives the variables of states inside a Map to those states', () => {
    const inner = { StartAt: 'In', States: { In: { Type: 'Pass', OutputPath: '$deep', End: true } } };

    expect(
      variableReferences({ StartAt: 'M', States: { M: { Type: 'Map', ItemsPath: '$list', ItemProcessor: inner, End: true } } }),
    ).toEqual({ In: ['deep'], M: ['list'] });
  });

  it('finds them in arrays and objects at any depth, in names of any script', () => {
    const machine = {
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: { A: { Type: 'Pass', Output: [{ a: '{% $größe + (λ($x){ $x + $other })(1) %}', b: 'plain', c: 5 }], End: true } },
    };

    expect(variableReferences(machine)).toEqual({ A: ['größe', 'other'] });
  });

  it('gives the variables of branches to their states, and those of a state in its own language', () => {
    const branch = {
      StartAt: 'In',
      States: { In: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $deep %}', End: true } },
    };

    expect(variableReferences({ StartAt: 'P', States: { P: { Type: 'Parallel', Branches: [branch, 1], End: true } } })).toEqual({
      In: ['deep'],
    });
  });

  it('finds none in a value that is not a machine', () => {
    for (const machine of [1, {}, { States: [] }, { States: { A: 1 } }]) expect(variableReferences(machine)).toEqual({});
  });
});
