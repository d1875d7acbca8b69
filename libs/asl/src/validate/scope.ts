import type { DiagnosticList } from './diagnostic.ts';
import type { JsonObject } from './json.ts';

/** Which language a state's expressions are in. */
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** What a check must know of where it looks. */
export interface Scope {
  readonly diagnostics: DiagnosticList;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The language of the states here, unless one says otherwise. */
  readonly queryLanguage: QueryLanguage;
  /** True when the whole machine was declared to be JSONata: no state may go back. */
  readonly machineIsJsonata: boolean;
  /** Names and places of all states seen so far, machine-wide: they must be unique. */
  readonly stateNames: Map<string, string>;
  /** Checks of how states hang together; made once every field is known to be right. */
  readonly later: (() => void)[];
  /** Labels of distributed maps seen so far. */
  readonly labels: Set<string>;
}

/** The language of a machine or a state that may declare one; what it may not declare is refused. */
export function languageOf(
  holder: JsonObject,
  inherited: QueryLanguage,
  location: string,
  { diagnostics, machineIsJsonata }: Scope,
): QueryLanguage {
  const declared = holder['QueryLanguage'];
  if (declared === undefined) return inherited;
  if (declared !== 'JSONPath' && declared !== 'JSONata') {
    diagnostics.schema(
      `${location}/QueryLanguage`,
      "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]",
    );
    return inherited;
  }
  if (machineIsJsonata && declared === 'JSONPath') {
    diagnostics.schema(location, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  }
  return declared;
}
