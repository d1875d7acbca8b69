import { isIntrinsicCall, isPath, isReferencePath } from './path-syntax.ts';

/** Content of a JSONata expression, as far as a definition is checked by it. */
export interface JsonataReading {
  /** Why it cannot be read, in the parser's words; `undefined` if it can. */
  readonly error?: string;
  /** Names, `*` and the like that it looks up in a context item, of which a state's expressions have none. */
  readonly topLevel: readonly string[];
  /** Whether it refers to `$$`. */
  readonly root: boolean;
  /** The members of `$states` that it names: `input`, `result`. */
  readonly statesFields: readonly string[];
}

/**
 * Reads what is written inside a definition's strings. This package knows their outlines alone; the engine
 * (`@stepmaker/asl-interpreter`, `definitionSyntax`) reads them to the last character.
 */
export interface DefinitionSyntax {
  isPath(text: string): boolean;
  /** A path that can only name one node, so that a result can be written there. */
  isReferencePath(text: string): boolean;
  isIntrinsicCall(text: string): boolean;
  /** @param source without `{%` and `%}` */
  readJsonata(source: string): JsonataReading;
}

const UNREAD: JsonataReading = { topLevel: [], root: false, statesFields: [] };

/** Checks outlines: where a path begins, that brackets match. */
export const OUTLINE_SYNTAX: DefinitionSyntax = {
  isPath,
  isReferencePath,
  isIntrinsicCall,
  readJsonata: () => UNREAD,
};
