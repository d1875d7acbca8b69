import jsonata from 'jsonata';
import { limit } from './bounds.ts';
import { type DirectExpression, directExpression } from './direct-expression.ts';

/** A JSONata expression, compiled. */
export interface JsonataExpression {
  /** Text without `{%` and `%}`, trimmed, as error messages quote it. */
  readonly source: string;
  readonly compiled: jsonata.Expression;
  /** A way to its value without waiting, where it is simple enough. */
  readonly direct: DirectExpression | undefined;
}

/** A text that is not a JSONata expression; the message is the parser's. */
export class InvalidExpressionError extends Error {
  override readonly name = 'InvalidExpressionError';
}

/** Whether a text is an expression: it begins with `{%` and ends with `%}`, with nothing around. */
export function isExpression(text: string): boolean {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');
}

/** Compiles a text of the form `{% … %}`. @throws InvalidExpressionError */
export function parseExpression(text: string): JsonataExpression {
  const source = text.slice(2, -2).trim();
  const compiled = compile(source);
  const direct = directExpression(compiled.ast());
  limit(compiled);
  return { source, compiled, direct };
}

/** Compiles the source of an expression. @throws InvalidExpressionError */
export function compile(source: string): jsonata.Expression {
  try {
    return jsonata(source);
  } catch (error) {
    // An expression that is nested too deeply for the parser ends in a RangeError: the rest are the parser's own.
    throw new InvalidExpressionError((error as { readonly message: string }).message);
  }
}
