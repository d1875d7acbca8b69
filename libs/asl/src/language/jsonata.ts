import type { JsonValue } from './json.ts';

/** A string that Step Functions evaluates as JSONata: `{% … %}`. */
export type JsonataExpression = `{%${string}%}`;

/** A value, or an expression that evaluates to one. */
export type OrJsonata<Value> = Value | JsonataExpression;

/** A JSON value in which any string may be a {@link JsonataExpression}. */
export type JsonataTemplate = JsonValue;

/**
 * `Value` with each of its members, at any depth, replaceable by a {@link JsonataExpression}: what `Arguments` takes for an API's request.
 */
export type Templated<Value> = Value extends string | number | boolean | null | undefined
  ? OrJsonata<Value>
  : Value extends readonly (infer Item)[]
    ? OrJsonata<readonly Templated<Item>[]>
    : OrJsonata<{ readonly [Member in keyof Value]: Templated<Value[Member]> }>;

/** Regular expressions and quoted text, which stay as they are, then blanks, then anything else. */
const TOKENS = /(?<=[(,]\s*)\/(?:\\.|[^/\\])+\/\w*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|\s+|[^\s'"`]/g;

const NO_BLANK_AFTER = new Set('([{,;:?=&<>|+*%');
const NO_BLANK_BEFORE = new Set(')]},;:?=&<>|+*%!');

/**
 * Writes a JSONata expression as Step Functions takes it.
 *
 * Line breaks, and blanks that mean nothing, are taken out, so that an expression can be laid out well and still be short in the
 * definition, whose size is limited.
 *
 * @example jsonata('$states.input.price * 2'); // '{% $states.input.price * 2 %}'
 */
export function jsonata(expression: string): JsonataExpression {
  const tokens = [...expression.trim().matchAll(TOKENS)].map(([token]) => token);
  const kept = tokens.map((token, index) => {
    if (token.trim() !== '') return token;
    const [before = '', after = ''] = [tokens[index - 1], tokens[index + 1]];
    return NO_BLANK_AFTER.has(before) || NO_BLANK_BEFORE.has(after) || (before === ')' && after === '{') ? '' : ' ';
  });
  return `{% ${kept.join('')} %}`;
}

/** Whether Step Functions would evaluate `value` as JSONata. */
export function isJsonata(value: unknown): value is JsonataExpression {
  return typeof value === 'string' && value.length >= 4 && value.startsWith('{%') && value.endsWith('%}');
}
