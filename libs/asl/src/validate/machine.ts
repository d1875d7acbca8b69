import { checkKnown, checkRequired, checkString } from './field-checks.ts';
import { isObject, type JsonObject } from './json.ts';
import type { Scope } from './scope.ts';
import { checkState } from './state.ts';
import { checkTransitions } from './transitions.ts';

/** Checks a machine, a branch or an item processor: its fields, each of its states, and how they hang together. */
export function checkMachine(machine: JsonObject, allowed: ReadonlySet<string>, location: string, scope: Scope): void {
  const { diagnostics } = scope;
  checkKnown(machine, allowed, location, diagnostics);
  checkRequired(machine, ['StartAt', 'States'], location, diagnostics);
  checkString(machine, 'Comment', location, diagnostics);
  const states = machine['States'];
  if (states === undefined) return;
  if (!isObject(states) || Object.keys(states).length === 0)
    return diagnostics.schema(`${location}/States`, 'Expected a non-empty object of states');
  for (const [name, state] of Object.entries(states)) {
    const at = `${location}/States/${name}`;
    checkName(name, at, scope);
    if (isObject(state)) {
      for (const inner of checkState(state, at, scope)) checkMachine(inner.machine, inner.allowed, inner.location, inner.scope);
    } else diagnostics.schema(at, 'Expected value of type Object');
  }
  scope.later.push(() => checkTransitions(machine['StartAt'], states, location, scope));
}

function checkName(name: string, at: string, { diagnostics, stateNames }: Scope): void {
  if (name.length === 0 || [...name].length > 80) {
    diagnostics.error('INVALID_STATE_NAME', at, `Invalid state name: '${name}' (1 to 80 characters)`);
  }
  if (stateNames.has(name)) diagnostics.error('DUPLICATE_STATE_NAME', at, `Duplicate State name: ${name}`);
  else stateNames.set(name, at);
}
