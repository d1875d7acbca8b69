import { checkKnown, checkRequired, checkString } from './field-checks.ts';
import { isObject, type JsonObject } from './json.ts';
import type { Scope } from './scope.ts';
import { checkState } from './state.ts';
import { checkTransitions } from './transitions.ts';
import { AssignedBefore } from './variables.ts';

/** Checks a machine, a branch or an item processor: its fields, each of its states, and how they hang together. */
export function checkMachine(machine: JsonObject, allowed: ReadonlySet<string>, location: string, scope: Scope): void {
  const { diagnostics, outerVariables, queryLanguage } = scope;
  checkRequired(machine, ['States', 'StartAt'], location, diagnostics);
  checkKnown(machine, allowed, location, diagnostics);
  checkString(machine, 'Comment', location, diagnostics);
  checkString(machine, 'StartAt', location, diagnostics);
  const states = machine['States'];
  if (states === undefined) return;
  if (!isObject(states)) return diagnostics.schema(`${location}/States`, 'Expected value of type [OBJECT]');
  if (Object.keys(states).length === 0) return diagnostics.schema(`${location}/States`, 'Value cannot be empty');
  const assigned = once(() => new AssignedBefore(states, queryLanguage));
  for (const [name, state] of Object.entries(states)) {
    const at = `${location}/States/${name}`;
    checkName(name, at, scope);
    if (!isObject(state)) {
      diagnostics.schema(at, 'Expected value of type [OBJECT]');
      continue;
    }
    for (const inner of checkState(state, at, scope)) {
      const seen = once(() => new Set(inner.seesVariables ? [...outerVariables(), ...assigned().entering(name)] : []));
      checkMachine(inner.machine, inner.allowed, inner.location, { ...scope, outerVariables: seen });
    }
  }
  scope.later.push(() => checkTransitions(machine['StartAt'] as string, states, location, scope));
}

function checkName(name: string, at: string, { diagnostics, stateNames }: Scope): void {
  if (name.length === 0) diagnostics.error('INVALID_STATE_NAME', at, 'Invalid State name: State name cannot be empty');
  if ([...name].length > 80) {
    diagnostics.error(
      'INVALID_STATE_NAME',
      at,
      `Invalid State name: State '${name}' exceeds the 80-character limit allowed by the service`,
    );
  }
  if (stateNames.has(name)) diagnostics.error('DUPLICATE_STATE_NAME', at, `Duplicate State name: ${name}`);
  else stateNames.set(name, at);
}

/** Computes something when it is first asked for, and never again. */
function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
