import { invalidParameterValue } from './errors.ts';

/** A part of a metric math expression. */
export type Term =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Term[] }
  | { readonly kind: 'call'; readonly name: string; readonly items: readonly Term[] }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Term; readonly right: Term };

const TOKEN = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([A-Za-z_]\w*)|"([^"]*)"|'([^']*)'|(>=|<=|==|!=|&&|\|\||[-+*/^()[\],<>]))/gy;

/** An operator with two sides. */
export type Operator = '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '^';

/** Operators by how strongly they bind, the weakest first. */
const LEVELS: readonly (readonly Operator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];
const WORDS: Readonly<Record<string, string>> = { AND: '&&', OR: '||' };

/** Reads an expression. @throws AwsError `InvalidParameterValue` */
export function parseExpression(text: string): Term {
  const tokens = tokensOf(text);
  let at = 0;
  const wrong = (): never => {
    throw invalidParameterValue(`Error in expression '${text}': it does not end well at ${tokens[at] ?? 'its end'}`);
  };
  const take = (expected: string): void => {
    if (tokens[at] !== expected) wrong();
    at += 1;
  };
  const list = (end: string): Term[] => {
    const items: Term[] = [];
    while (tokens[at] !== end) {
      if (items.length > 0) take(',');
      items.push(binary(0));
    }
    take(end);
    return items;
  };
  const primary = (): Term => {
    const token = tokens[at] ?? wrong();
    at += 1;
    if (token === '(') {
      const inner = binary(0);
      take(')');
      return inner;
    }
    if (token === '[') return { kind: 'list', items: list(']') };
    if (token === '-') {
      const right = primary();
      return { kind: 'operation', operator: '-', left: { kind: 'number', value: 0 }, right };
    }
    if (/^[\d.]/u.test(token)) return { kind: 'number', value: Number(token) };
    if (token.startsWith('"')) return { kind: 'text', text: token.slice(1) };
    if (!/^[A-Za-z_]/u.test(token)) wrong();
    if (tokens[at] !== '(') return { kind: 'name', name: token };
    at += 1;
    return { kind: 'call', name: token, items: list(')') };
  };
  const binary = (level: number): Term => {
    const operators = LEVELS[level];
    if (operators === undefined) return primary();
    let left = binary(level + 1);
    for (;;) {
      const token = tokens[at] ?? '';
      const sign = WORDS[token.toUpperCase()] ?? token;
      const operator = operators.find((each) => each === sign);
      if (operator === undefined) return left;
      at += 1;
      left = { kind: 'operation', operator, left, right: binary(level + 1) };
    }
  };
  const term = binary(0);
  if (at !== tokens.length) wrong();
  return term;
}

/** The words of an expression; texts begin with a quotation mark. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, number, name, double, single, sign] = match;
    tokens.push(number ?? name ?? sign ?? `"${double ?? single}`);
    end = match.index + whole.length;
  }
  if (text.slice(end).trim() !== '')
    throw invalidParameterValue(`Error in expression '${text}': unexpected ${text.slice(end).trim().charAt(0)}`);
  return tokens;
}
