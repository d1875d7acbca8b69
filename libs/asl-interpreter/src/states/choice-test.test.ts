import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../environment.ts';
import type { Json } from '../json.ts';
import { parsePath } from '../json-path/parse-path.ts';
import { meetsTest } from './choice-test.ts';

const nowhere = {} as Environment;
const compare = (operator: string, value: Json, operand: Json) =>
  meetsTest({ kind: 'compare', variable: parsePath('$'), operator, operand: { value: operand } }, value, nowhere);

describe('StringMatches', () => {
  it('agrees with a regular expression for every pattern of stars', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 }), letters, (text, pattern) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);
        expect(compare('StringMatches', text, pattern)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('takes an escaped star as a star', () => {
    expect(compare('StringMatches', 'a*b', 'a\\*b')).toBe(true);
    expect(compare('StringMatches', 'axb', 'a\\*b')).toBe(false);
  });

  it('answers at once where a backtracking matcher would not', () => {
    expect(compare('StringMatches', 'a'.repeat(5000), `${'*a'.repeat(50)}b`)).toBe(false);
  });
});

describe('comparisons', () => {
  it('never match across types', () => {
    const operators = [
      'NumericEquals',
      'NumericLessThan',
      'StringEquals',
      'StringGreaterThan',
      'TimestampEquals',
      'BooleanEquals',
    ];
    for (const operator of operators) {
      expect(compare(operator, [1], 1)).toBe(false);
      expect(compare(operator, null, operator.startsWith('N') ? 0 : 'null')).toBe(false);
    }
    expect(compare('NumericEquals', '1', 1)).toBe(false);
    expect(compare('TimestampEquals', '2026-02-30T00:00:00Z', '2026-02-30T00:00:00Z')).toBe(false);
  });

  it('compare timestamps as points in time', () => {
    expect(compare('TimestampEquals', '2026-01-01T02:00:00+02:00', '2026-01-01T00:00:00.000Z')).toBe(true);
    expect(compare('TimestampLessThan', '2026-01-01T00:00:00.0001Z', '2026-01-01T00:00:00.0002Z')).toBe(true);
  });
});
