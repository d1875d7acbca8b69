import type { Json } from '@stepmaker/asl-interpreter';
import type { Draw } from './draw.ts';

const NAMES = ['a', 'b', 'items', 'n', 'long name', '__proto__', 'é', '0'];
const PIECES = [
  '$', '$$', '.', '..', '[', ']', '*', '?', '(', ')', '@', '@.a', ',', ':', "'", '"', '\\', '/', '==', '!', '&&', '||', '=~', 'in', 'size',
  '-1', '0', '2:', '1e999', 'a', 'b.c', 'length()', 'States.', 'Format', 'Array', 'MathAdd', "'{}'", ' ', '\n', '{', '}', 'null', 'true',
  '\u{1f600}', '\ud800',
]; // biome-ignore format: a list

/** Anything that JSON can say, a few levels deep. */
export function anyJson(draw: Draw, depth = 3): Json {
  const kind = draw.below(depth > 0 ? 9 : 6);
  switch (kind) {
    case 0:
      return draw.of([0, 1, -1, 2.5, 1e21, 2 ** 53, 99999999, 1e308]);
    case 1:
      return draw.of(['', 'a', '2026-01-02T03:04:05Z', '{}', '1', 'é\u{1f600}', 'States.ALL', '$.a', '{% 1 %}', 'x'.repeat(300)]);
    case 2:
      return draw.chance(0.5);
    case 3:
      return null;
    case 4:
      return draw.of(NAMES);
    case 5:
      return draw.below(20);
    case 6:
      return draw.many(4, () => anyJson(draw, depth - 1));
    default:
      return Object.fromEntries(draw.many(4, () => [draw.of(NAMES), anyJson(draw, depth - 1)] as const));
  }
}

/** Random text of the pieces that paths and intrinsics are made of. */
export function anyText(draw: Draw): string {
  return draw.many(12, () => draw.of(PIECES)).join('');
}

/** A path that is one, most of the time. */
export function path(draw: Draw): string {
  if (draw.chance(0.003)) return anyText(draw);
  const root = draw.of(['$', '$', '$', '$', '$$', '$v', '$w']);
  if (root === '$$')
    return draw.of(['$$', '$$.Execution.Input', '$$.State.Name', '$$.Map.Item.Index', '$$.Map.Item.Value', '$$.Task.Token']);
  return root + draw.many(2, () => step(draw)).join('');
}

function step(draw: Draw): string {
  return draw.of([
    () => `.${draw.of(['a', 'b', 'items', 'n'])}`,
    () => `['${draw.of(NAMES)}']`,
    () => `[${draw.of(['0', '-1', '*', '0,1', '1:', ':-1', '0:2'])}]`,
    () => '..a',
    () => '.*',
    () =>
      `[?(@.${draw.of(['a', 'n'])} ${draw.of(['==', '<', '>=', '!=', 'in'])} ${draw.of(['1', "'a'", 'null', '[1,2]', '@.b'])})]`,
    () => `.${draw.of(['length', 'sum', 'min', 'keys', 'nothing'])}()`,
  ])();
}

/** A reference path, most of the time. */
export function referencePath(draw: Draw): string {
  return draw.chance(0.003)
    ? path(draw)
    : draw.of(['$', '$.a', '$.b', '$.items', '$.a.b', "$['long name']", '$.items[0]', '$.items[3]']);
}

/** A call of an intrinsic function, most of the time. */
export function intrinsic(draw: Draw, depth = 2): string {
  if (draw.chance(0.003)) return anyText(draw);
  const argument = (): string =>
    draw.of([
      () => path(draw),
      () => draw.of(["'a'", "'{}'", "'{} {}'", "'\\''", '1', '-3', '2.5', 'true', 'null', "'SHA-256'", "','"]),
      () => (depth > 0 ? intrinsic(draw, depth - 1) : '0'),
    ])();
  const [name, min, max] = draw.of([
    ['Format', 1, 3],
    ['Array', 0, 4],
    ['ArrayPartition', 2, 2],
    ['ArrayContains', 2, 2],
    ['ArrayRange', 3, 3],
    ['ArrayGetItem', 2, 2],
    ['ArrayLength', 1, 1],
    ['ArrayUnique', 1, 1],
    ['Base64Encode', 1, 1],
    ['Base64Decode', 1, 1],
    ['Hash', 2, 2],
    ['JsonMerge', 3, 3],
    ['StringToJson', 1, 1],
    ['JsonToString', 1, 1],
    ['MathRandom', 2, 3],
    ['MathAdd', 2, 2],
    ['StringSplit', 2, 2],
    ['UUID', 0, 0],
  ] as const);
  const count = min + draw.below(max - min + 1);
  return `States.${name}(${Array.from({ length: count }, argument).join(', ')})`;
}

/** A JSONata expression, in its marks. */
export function expression(draw: Draw): string {
  return `{% ${jsonata(draw, 3)} %}`;
}

function jsonata(draw: Draw, depth: number): string {
  const inner = (): string => jsonata(draw, depth - 1);
  const leaf = (): string =>
    draw.of([
      '1', '0', '-2', '1.5', "'a'", 'true', 'null', '[]', '{}', '$v', '$w', '$states.input', '$states.input.a', '$states.input.items',
      '$states.context.Execution.Id', '$random()', '$uuid()', '$now()', '[1..5]', '""',
      '[1..20000000]', '1e308 * 10', '1/0',
      '($f := function($x) { 1 + $f($x) }; $f(1))',
    ]); // biome-ignore format: a list
  if (draw.chance(0.0002)) return '($f := function($x) { $f($x) }; $f(1))';
  if (depth === 0) return leaf();
  return draw.of([
    leaf,
    leaf,
    () => `(${inner()} ${draw.of(['+', '-', '*', '/', '%', '&', '=', '<', '>=', 'and', 'or', 'in'])} ${inner()})`,
    () => `[${inner()}..${inner()}]`,
    () => `[${draw.many(3, inner).join(', ')}]`,
    () => `{'a': ${inner()}, 'n': ${inner()}}`,
    () => `(${inner()} ? ${inner()} : ${inner()})`,
    () => `($q := ${inner()}; $q)`,
    () =>
      `$${draw.of(['count', 'sum', 'string', 'number', 'keys', 'length', 'exists', 'not', 'parse', 'distinct', 'type', 'merge'])}(${inner()})`,
    () =>
      `$${draw.of(['partition', 'hash', 'split', 'append', 'map', 'join', 'pad', 'substring', 'power', 'lookup'])}(${inner()}, ${inner()})`,
    () => `$range(${inner()}, ${inner()}, ${inner()})`,
    () => `$map(${inner()}, function($x) { ${inner()} })`,
    () => `(${leaf()}).${draw.of(['a', 'n', '*', '**', 'items[0]', 'items[n > 1]', '$string()'])}`,
    () =>
      draw.of([
        draw.chance(0.005) ? draw.of(['$eval("1")', '$states.result', '/a/', '1.a', '(', '$$', '%', 'a ~> b']) : '$error("E")',
        '$match("aba", /a/)',
        '$spread($states.input)',
        '$sift($states.input, function($x) {1})',
      ]),
  ])();
}
