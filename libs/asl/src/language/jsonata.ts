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

/**
 * Writes a JSONata expression as Step Functions wants it.
 *
 * Line breaks and the indentation after them are taken out, so that an expression may be laid out over several lines and still be short
 * in the definition. (A string literal inside the expression must therefore stay on its line.)
 *
 * @example jsonata('$states.input.price * 2'); // '{% $states.input.price * 2 %}'
 */
export function jsonata(expression: string): JsonataExpression {
  return `{% ${expression.replace(/\s*\n\s*/g, ' ').trim()} %}`;
}

/** Whether Step Functions would evaluate `value` as JSONata. */
export function isJsonata(value: unknown): value is JsonataExpression {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');
}
