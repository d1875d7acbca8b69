import { describe, expect, it } from 'vitest';
import { readExpression } from './read-expression.ts';

describe('readExpression', () => {
  it.each([
    ['a', ['a']],
    ['a.b[c = 1]^(d){e: f}', ['a']],
    ['*', ['*']],
    ['**', ['**']],
    ['$', ['$']],
    ['a + b', ['a', 'b']],
    ['-a', ['a']],
    ['[a, b]', ['a', 'b']],
    ['{a: b}', ['a', 'b']],
    ['a ~> $sum', ['a']],
    ['$x := a', ['a']],
    ['a ? b : c', ['a', 'b', 'c']],
    ['$x ? a', ['a']],
    ['(a; b)', ['a', 'b']],
    ['$sum(a)', ['a']],
    ['$substring(a, ?)', ['a']],
    ['function($x) { a }', ['a']],
    ['(function($x) { a })(b)', ['a', 'b']],
    ['"text" & 1', []],
    ['$x.a', []],
    ['/a/', []],
  ])('%s looks up %j in a context item', (expression, topLevel) => {
    expect(readExpression(expression)).toEqual({ topLevel, root: false, statesFields: [] });
  });

  it('distinguishes the root and the members of $states', () => {
    expect(readExpression('$$.a').root).toBe(true);
    expect(readExpression('$states.input.a + $states.result').statesFields).toEqual(['input', 'result']);
    expect(readExpression('$states').statesFields).toEqual([]);
    expect(readExpression('$x.input').statesFields).toEqual([]);
    expect(readExpression('$states[0]').statesFields).toEqual([]);
    expect(readExpression('$states.*').statesFields).toEqual([]);
  });

  it('says why an expression is none', () => {
    expect(readExpression('1 +')).toMatchObject({ error: expect.any(String), topLevel: [] });
  });
});
