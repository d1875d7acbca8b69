import { variableReferences } from '@stepmaker/asl';
import type { Revision } from './state-machine.ts';

/** The variables that each state of a revision refers to, by the state's name. */
export function variableReferencesOf({ definition }: Revision): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(variableReferences(JSON.parse(definition))).map(([state, names]) => [state, [...names]]),
  );
}
