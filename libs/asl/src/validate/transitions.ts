import { isObject, type JsonObject } from './json.ts';
import type { Scope } from './scope.ts';

/** A transition: to which state, and where it is written. */
interface Transition {
  readonly target: unknown;
  readonly location: string;
}

/** Every transition that a state can make. */
function transitionsOf(state: JsonObject, location: string): Transition[] {
  const found: Transition[] = [];
  const add = (target: unknown, at: string): void => {
    if (target !== undefined) found.push({ target, location: at });
  };
  if (state['Type'] !== 'Choice') add(state['Next'], `${location}/Next`);
  add(state['Default'], `${location}/Default`);
  for (const field of ['Choices', 'Catch']) {
    const list = state[field];
    if (!Array.isArray(list)) continue;
    for (const [index, entry] of list.entries()) if (isObject(entry)) add(entry['Next'], `${location}/${field}[${index}]/Next`);
  }
  return found;
}

/** Checks that every transition leads to a state of this machine, that every state can be reached, and that there is an end. */
export function checkTransitions(startAt: unknown, states: JsonObject, location: string, { diagnostics }: Scope): void {
  const targets = new Set<string>();
  const visit = ({ target, location: at }: Transition): void => {
    if (typeof target !== 'string') return diagnostics.schema(at, 'Expected value of type String');
    if (Object.hasOwn(states, target)) targets.add(target);
    else diagnostics.error('MISSING_TRANSITION_TARGET', at, `Missing 'Next' target: ${target}`);
  };
  if (startAt !== undefined) visit({ target: startAt, location: `${location}/StartAt` });
  let ends = false;
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    for (const transition of transitionsOf(state, `${location}/States/${name}`)) visit(transition);
    ends ||= state['End'] === true || state['Type'] === 'Succeed' || state['Type'] === 'Fail';
  }
  for (const name of Object.keys(states)) {
    if (!targets.has(name))
      diagnostics.error('MISSING_TRANSITION_TARGET', `${location}/States/${name}`, `State "${name}" is not reachable.`);
  }
  if (!ends && Object.keys(states).length > 0) {
    diagnostics.error(
      'MISSING_END_STATE',
      location,
      'No terminal state: a state with "End": true, a Succeed or a Fail state is needed',
    );
  }
}
