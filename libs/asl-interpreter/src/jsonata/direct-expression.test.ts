import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { directExpression, NOT_DIRECT } from './direct-expression.ts';

const expression: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(
      '$a',
      '$a.b',
      '$a.b.c',
      '$a.list',
      '$none',
      '$none.x',
      '$n',
      '$t',
      '1',
      '2.5',
      '"x"',
      'true',
      'false',
      'null',
      '$a.`odd name`',
    ),
    fc
      .tuple(tie('any'), fc.constantFrom('+', '-', '*', '/', '=', '!=', '<', '<=', '>', '>=', '&', 'and', 'or'), tie('any'))
      .map(([left, operator, right]) => `(${left}) ${operator} ${right}`.replace(/^\(([^ ]+)\)/, '$1')),
    fc.tuple(tie('any'), tie('any'), tie('any')).map(([test, then, otherwise]) => `${test} ? ${then} : ${otherwise}`),
    fc.tuple(tie('any'), tie('any')).map(([one, two]) => `{"one": ${one}, "two": ${two}}`),
  ),
})).any;
const bindings = { a: { b: { c: 3 }, list: [1, { b: 2 }], 'odd name': 'odd' }, n: 7, t: 'x', y: null, f: () => 1 };

describe('directExpression', () => {
  it('gives what JSONata gives, wherever it gives anything', async () => {
    await fc.assert(
      fc.asyncProperty(expression, async (source) => {
        const compiled = jsonata(source);
        const direct = directExpression(compiled.ast());
        const value = direct === undefined ? NOT_DIRECT : direct(bindings);
        fc.pre(value !== NOT_DIRECT);

        expect(value).toStrictEqual(await compiled.evaluate(undefined, bindings));
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves what is nested too deeply to JSONata, which refuses it', () => {
    const sum = (terms: number) => directExpression(jsonata(Array.from({ length: terms }, () => '1').join('+')).ast());

    expect(sum(100)?.({})).toBe(100);
    expect(sum(101)).toBeUndefined();
  });

  it.each([
    ['{"a": $none.x, "b": $n}', { b: 7 }],
    ['$y.x', undefined],
    ['false or $t = "x"', true],
    ['true or false', true],
    ['false and true', false],
    ['true and false', false],
    ['$none.x', undefined],
    ['$t = "y" ? 1', undefined],
  ])('evaluates %s', (source, expected) => {
    expect(directExpression(jsonata(source).ast())?.({ ...bindings, none: {} })).toEqual(expected);
  });

  it.each(['$states.input.order.id', '$n > 5 ? "big" : "small"', '{"id": $a.b.c}'])('takes %s', (source) => {
    const direct = directExpression(jsonata(source).ast());

    expect(direct?.({ ...bindings, states: { input: { order: { id: 1 } } } })).not.toBe(NOT_DIRECT);
  });

  it.each([
    '$a.list.b',
    '$a.list[0]',
    '$sum($a.list)',
    '$a.b[]',
    '$a.*',
    '$',
    '$$',
    '[$a]',
    '$a.b.c.(1)',
    '$a@$x.b',
    '$a[]',
    '$a#$i.b',
    '$a{t: b}',
    '$a[0].b',
    '$f',
    '$f & 1',
    '$.a',
    '-$n',
    '{$t: 1}',
    '{"a": 1, "a": 2}',
    '$a.b = $a',
    '$n and true',
    '$none ? 1 : 2',
  ])('leaves %s to JSONata', (source) => {
    const direct = directExpression(jsonata(source).ast());

    expect(direct === undefined || direct(bindings) === NOT_DIRECT).toBe(true);
  });
});
