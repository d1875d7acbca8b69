import jsonata from 'jsonata';
import { type DirectExpression, directExpression } from './direct-expression.ts';

/** A JSONata expression, compiled. */
export interface JsonataExpression {
  /** Without `{%` and `%}`, trimmed: as error messages quote it. */
  readonly source: string;
  readonly compiled: jsonata.Expression;
  /** A way to its value without waiting, where it is simple enough. */
  readonly direct: DirectExpression | undefined;
}

/** A text that is no JSONata expression. */
export class InvalidExpressionError extends Error {
  override readonly name = 'InvalidExpressionError';
}

/** How many steps one evaluation may take where an expression defines functions, which alone can make it endless. */
const MOST_STEPS = 300_000;

/** Whether a text is an expression: it begins with `{%` and ends with `%}`, with nothing around. */
export function isExpression(text: string): boolean {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');
}

/** Compiles a text of the form `{% … %}`. @throws InvalidExpressionError */
export function parseExpression(text: string): JsonataExpression {
  const source = text.slice(2, -2).trim();
  let compiled: jsonata.Expression;
  try {
    compiled = jsonata(source);
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    throw new InvalidExpressionError(`${code === undefined ? '' : `${code}: `}${message ?? 'not a JSONata expression'}`);
  }
  if (/\bfunction\b|λ/.test(source)) limitSteps(compiled);
  return { source, compiled, direct: directExpression(compiled.ast()) };
}

/** Where the count of an evaluation's steps is bound: a name that no expression can write. */
export const STEP_COUNT = ' steps';

function limitSteps(compiled: jsonata.Expression): void {
  const onStep = (_expression: unknown, _input: unknown, environment: jsonata.Environment): void => {
    const count = environment.lookup(STEP_COUNT) as { steps: number };
    count.steps += 1;
    if (count.steps > MOST_STEPS) throw { code: 'U1001', message: 'The expression took too many steps' };
  };
  // Typed for names alone, but the library looks this hook up by its symbol.
  (compiled.assign as unknown as (name: symbol, value: unknown) => void)(Symbol.for('jsonata.__evaluate_entry'), onStep);
}
