import type { DefinitionSyntax } from './definition-syntax.ts';
import type { DiagnosticList } from './diagnostic.ts';
import type { JsonObject } from './json.ts';

/** Query language of a state's expressions. */
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** Scope of a check. */
export interface Scope {
  readonly diagnostics: DiagnosticList;
  readonly syntax: DefinitionSyntax;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The language of the machine, which its states have unless one says otherwise: those of branches and processors too. */
  readonly queryLanguage: QueryLanguage;
  /** Names and places of all states seen so far, machine-wide: they must be unique. */
  readonly stateNames: Map<string, string>;
  /** Checks of how states hang together; made once every field is known to be right. */
  readonly later: (() => void)[];
  /** Labels of distributed maps seen so far. */
  readonly labels: Set<string>;
  /** Variables that have been assigned outside by the time the states here run: no state here may assign them. Found when first asked for. */
  readonly outerVariables: () => ReadonlySet<string>;
}

/** The language of a machine or a state that may declare one. Whatever is not `JSONPath` to the letter counts as JSONata, and is refused. */
export function languageOf(
  holder: JsonObject,
  inherited: QueryLanguage,
  location: string,
  diagnostics: DiagnosticList,
): QueryLanguage {
  const declared = holder['QueryLanguage'];
  if (declared === undefined) return inherited;
  if (declared === 'JSONPath' || declared === 'JSONata') return declared;
  const at = `${location}/QueryLanguage`;
  diagnostics.schema(
    at,
    typeof declared === 'string'
      ? 'Value should be one of the following: [JSONPath, JSONata]'
      : 'Expected value of type [STRING]',
  );
  return 'JSONata';
}
