/**
 * A JSONPath, read: where it starts and its steps. Step Functions evaluates paths with the Jayway library, whose rules these are.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
export interface Path {
  /** Text as written. */
  readonly text: string;
  /** `$` is the input, `$$` the context object, `$name` a variable. */
  readonly root: 'input' | 'context' | 'variable';
  /** The variable's name; empty for the other roots. */
  readonly variable: string;
  readonly tokens: readonly PathToken[];
  /** Whether it names one place at most. A path that is not definite always gives an array. */
  readonly definite: boolean;
  /** The steps of a path made of property names and indexes alone: the common case, and all that a reference path may have. */
  readonly steps: readonly (string | number)[] | undefined;
}

/** One step of a path. */
export type PathToken =
  | { readonly kind: 'property'; readonly name: string }
  /** Several members of an object: each of them; in the last step an object of those that are there. */
  | { readonly kind: 'properties' | 'picked'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'scan' }
  | { readonly kind: 'filter'; readonly filter: Filter; readonly text: string }
  | { readonly kind: 'function'; readonly name: string };

/** The condition of a `[?(…)]` step. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly operand: Filter }
  | { readonly kind: 'exists'; readonly path: FilterPath }
  | { readonly kind: 'compare'; readonly operator: FilterOperator; readonly left: FilterOperand; readonly right: FilterOperand };

/** The comparisons that a filter may make. */
export type FilterOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '=~' | 'in' | 'nin' | 'contains' | 'size' | 'empty';

/** One side of a comparison. */
export type FilterOperand =
  | { readonly kind: 'path'; readonly path: FilterPath }
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'pattern'; readonly pattern: RegExp };

/** A path inside a filter: from the item (`@`) or from the root (`$`). */
export interface FilterPath {
  readonly fromItem: boolean;
  readonly path: Path;
}

/** A text that is not a path. Its message says where and why. */
export class InvalidPathError extends Error {
  override readonly name = 'InvalidPathError';
}

/** A path from steps that are known already. */
export function finishPath(text: string, root: Path['root'], variable: string, steps: readonly PathToken[]): Path {
  const tokens = steps.map((token, i) =>
    token.kind === 'properties' && i === steps.length - 1 ? { ...token, kind: 'picked' as const } : token,
  );
  const simple = tokens.every((token) => token.kind === 'property' || token.kind === 'index');
  return {
    text,
    root,
    variable,
    tokens,
    definite: tokens.every(isDefinite),
    steps: simple
      ? tokens.map((token) => (token.kind === 'property' ? token.name : (token as { index: number }).index))
      : undefined,
  };
}

/** Whether a path is a reference path: one that can name nothing but one place. */
export function isReferencePath(path: Path): boolean {
  return path.steps !== undefined;
}

function isDefinite(token: PathToken): boolean {
  return token.kind === 'property' || token.kind === 'index' || token.kind === 'picked' || token.kind === 'function';
}
