import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { evaluatePath } from './evaluate-path.ts';
import { explainMiss } from './explain-miss.ts';
import { parsePath } from './parse-path.ts';
import { InvalidPathError } from './path.ts';
import { writeReference } from './write-reference.ts';

const at = (path: string, value: Json) => evaluatePath(parsePath(path), value);
const name = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !text.includes('\\') && text !== '__proto__');

describe('a definite path', () => {
  it('finds what plain indexing finds, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(name, fc.nat(3)), { maxLength: 5 }), fc.jsonValue(), (steps, leaf) => {
        let value = leaf as Json;
        for (const step of [...steps].reverse()) {
          value =
            typeof step === 'number' ? [...Array.from({ length: step }, () => 'other'), value] : { other: 1, [step]: value };
        }
        const path = `$${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `['${step.replaceAll("'", "\\'")}']`)).join('')}`;

        expect(at(path, value)).toBe(leaf);
      }),
    );
  });

  it('counts a negative index from the end', () => {
    expect(at('$.list[-1]', { list: [1, 2, 3] })).toBe(3);
  });

  it('does not see what objects inherit', () => {
    expect(at('$.constructor', {})).toBeUndefined();
    expect(at('$.length', [])).toBeUndefined();
  });
});

describe('any other path', () => {
  const shop = {
    books: [
      { title: 'A', price: 8, tags: ['x'] },
      { title: 'B', price: 12 },
    ],
    owner: { name: 'Ada' },
  };

  it.each([
    ['$.books[*].title', ['A', 'B']],
    ['$..name', ['Ada']],
    ["$.books[0]['title','none','price']", { title: 'A', price: 8 }],
    ["$.books[0]['none','nothing']", {}],
    ["$['books','none'][0].title", ['A']],
    ['$.books[0:1].title', ['A']],
    ['$.books[:-1].title', ['A']],
    ['$.books[-2:-1].title', ['A']],
    ['$.books[0:-1].title', []],
    ['$.books[?(@.tags)].title', ['A']],
    ["$.books[?(@.title in ['B','C'])].price", [12]],
    ["$.books[?(@['price'] >= $.books[1].price)].title", ['B']],
    ['$.books[?(@.tags contains "x")].price', [8]],
    ['$.owner.*', ['Ada']],
    ['$.none[*]', []],
  ] as const)('%s', (path, expected) => {
    expect(at(path, shop)).toEqual(expected);
  });

  it.each([
    ['$.books[?($.owner)].title', ['A', 'B']],
    ['$.books[?(@.*)].title', ['A', 'B']],
    ['$.books[?(@.tags[*])].title', ['A']],
    ['$.books[?(@.title =~ /a/i)].title', ['A']],
    ['$.books[?(@.title =~ /a/)].title', []],
    ['$.books[?(/a/ == @.title)].title', []],
    ['$.books[?(@.title =~ /(A|C)/)].title', ['A']],
    ['$.books[?(@.title contains "A")].title', ['A']],
    ['$.books[?(@.title contains 1)].title', []],
    ['$.books[?(@.price contains 1)].title', []],
    ['$.books[?(@.tags size 1)].title', ['A']],
    ['$.books[?(@.title size 1)].title', ['A', 'B']],
    ['$.books[?(@.price size 1)].title', []],
    ['$.books[?(@.tags empty false)].title', ['A']],
    ['$.books[?(@.title empty true)].title', []],
    ['$.books[?(@.price empty true)].title', []],
    ['$.books[?(@.title > 1)].title', []],
    ['$.books[?(@.title < "B")].title', ['A']],
    ['$.books[?(@.price <= 8)].title', ['A']],
    ['$.books[?(@.price > 8)].title', ['B']],
    ["$.books[?(@.tags == ['x'])].title", ['A']],
    ['$.books[?(@.tags == 1)].title', []],
    ['$.books[?(!(@.tags) && @.price nin [8])].title', ['B']],
    ['$.books[?(@.tags || @.price == 12)].title', ['A', 'B']],
    ['$.owner[?(@.name == "Ada")].name', ['Ada']],
    ['$.owner.name[?(@.x)]', []],
    ['$.owner.name.*', []],
    ['$.owner[0:1]', []],
    ['$.books[0,5].title', ['A']],
    ['$.books[1:].title', ['B']],
    ['$..[0].title', ['A']],
    ['$.books.[0].title', 'A'],
    ['$.books[*].nothing()', []],
    ['$.books.length()', 2],
    ['$.owner.length()', 1],
    ['$.owner.name.length()', 3],
    ['$.books[0].price.length()', undefined],
    ['$.none.length()', undefined],
    ['$.owner.keys()', ['name']],
    ['$.books.keys()', undefined],
    ['$.books.sum()', undefined],
    ['$.books.nothing()', undefined],
    ['$.books[*].price.max()', 12],
    ['$.books[*].price.nothing()', []],
    ['$.owner.first()', undefined],
  ] as const)('%s', (path, expected) => {
    expect(at(path, shop)).toEqual(expected);
  });

  it.each(['$.owner[0]', "$.owner.name['a','b']"])('%s names nothing', (path) => {
    expect(at(path, shop)).toBeUndefined();
  });

  it('reads quoted names with their escapes', () => {
    expect(at("$['it\\'s']", { "it's": 1 })).toBe(1);
    expect(at("$['a\\\\b']", { 'a\\b': 2 })).toBe(2);
    expect(at("$['a\\nb']", { 'a\\nb': 3 })).toBe(3);
  });

  it.each(['$.a[?(1)]', '$.a[?(@.b == )]', '$.a[?(@.b == [1)]', '$.a[?(@.b =~ /(/)]', "$['a', b]", "$['a", '$.a[', '$.'])(
    '%s is not a path',
    (path) => {
      expect(() => parsePath(path)).toThrow(InvalidPathError);
    },
  );

  it.each([
    ['$.a.length()', {}, 'No results for path: $.a.length()'],
    ['$.a[5]', { a: [1] }, "No results for path: $['a'][5]"],
    ['$.a.b', { a: [] }, 'ArrayNode'],
    ['$.a.b', { a: true }, 'BooleanNode'],
    ['$.a.b', { a: 1 }, 'IntNode'],
    ['$.a.b', { a: 1.5 }, 'DoubleNode'],
    ['$.a[0].b', { a: ['x'] }, "in path $['a'][0] but found 'com.fasterxml.jackson.databind.node.TextNode'"],
    ['$.a.b', { a: null }, 'NullNode'],
  ] as const)("%s is missed in AWS's words", (path, value, words) => {
    expect(explainMiss(parsePath(path), value as Json)).toContain(words);
  });

  it('picks several members as an object', () => {
    expect(at("$.books[0]['title','price']", shop)).toEqual({ title: 'A', price: 8 });
  });
});

describe('parsePath', () => {
  it('distinguishes the input, the context object and variables', () => {
    expect(parsePath('$.a').root).toBe('input');
    expect(parsePath('$$.Execution.Id').root).toBe('context');
    expect(parsePath('$größe[0].a')).toMatchObject({ root: 'variable', variable: 'größe', steps: [0, 'a'] });
  });

  it.each(['', 'a', '$.', '$.a..', '$[', "$['a", '$.a[b]', '$[?(@.a ==)]', '$ .a'])('refuses %j', (text) => {
    expect(() => parsePath(text)).toThrow(InvalidPathError);
  });
});

describe('explainMiss', () => {
  it.each([
    ['$.x', { a: 1 }, "No results for path: $['x']"],
    ['$.x.y', { a: 1 }, "Missing property in path $['x']"],
    ['$.a[0]', { a: 1 }, 'Filter: [0] can only be applied to arrays. Current context is: 1'],
  ] as const)('%s', (path, value, words) => {
    expect(explainMiss(parsePath(path), value)).toBe(words);
  });
});

describe('writeReference', () => {
  it('shares everything that it does not change, and changes nothing that was there', () => {
    const before = { kept: { deep: [1] }, a: { b: 1 } };
    const after = writeReference(parsePath('$.a.c.d'), before, 2);

    expect(after).toEqual({ kept: { deep: [1] }, a: { b: 1, c: { d: 2 } } });
    expect((after as typeof before).kept).toBe(before.kept);
    expect(before).toEqual({ kept: { deep: [1] }, a: { b: 1 } });
  });

  it('is found again by the same path', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.jsonValue(), (steps, value) => {
        const path = parsePath(`$${steps.map((step) => `['${step.replaceAll("'", "\\'")}']`).join('')}`);
        const written = writeReference(path, {}, value as Json);

        expect(evaluatePath(path, written as Json)).toEqual(value);
      }),
    );
  });
});
