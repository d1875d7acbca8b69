import { isObject, type JsonObject } from './json.ts';
import type { Scope } from './scope.ts';

/** A transition: to which state, and where it is written. */
interface Transition {
  readonly target: string;
  readonly location: string;
}

/** Every transition that a state can make; values that are not texts are left to the checks of its fields. */
function transitionsOf(state: JsonObject, location: string): Transition[] {
  const found: Transition[] = [];
  const add = (target: unknown, at: string): void => {
    if (typeof target === 'string') found.push({ target, location: at });
  };
  add(state['Next'], `${location}/Next`);
  add(state['Default'], `${location}/Default`);
  for (const field of ['Choices', 'Catch']) {
    const list = state[field];
    if (!Array.isArray(list)) continue;
    for (const [index, entry] of list.entries()) if (isObject(entry)) add(entry['Next'], `${location}/${field}[${index}]/Next`);
  }
  return found;
}

/** The names of the states that a state may lead to. */
export function targetsOf(state: JsonObject): readonly string[] {
  return transitionsOf(state, '').map(({ target }) => target);
}

/**
 * Checks that every transition leads to a state of this machine, that there is an end (of the whole machine; branches and processors need
 * none), and that every state can be reached. A machine without an end has this diagnostic alone; of states that cannot be reached, the first of
 * each chain has one, and every one of a circle.
 */
export function checkTransitions(startAt: string, states: JsonObject, location: string, { diagnostics }: Scope): void {
  const targets = new Map<string, readonly string[]>();
  const visit = ({ target, location: at }: Transition): void => {
    if (!Object.hasOwn(states, target)) diagnostics.error('MISSING_TRANSITION_TARGET', at, `Missing 'Next' target: ${target}`);
  };
  visit({ target: startAt, location: `${location}/StartAt` });
  for (const [name, state] of Object.entries(states) as [string, JsonObject][]) {
    for (const transition of transitionsOf(state, `${location}/States/${name}`)) visit(transition);
    targets.set(name, targetsOf(state));
  }
  if (location === '' && !Object.values(states).some(isEnd))
    return diagnostics.error('MISSING_END_STATE', undefined, 'Workflow has no terminal state');
  const ledTo = new Set<string>();
  for (const [name, to] of targets) for (const target of to) if (target !== name) ledTo.add(target);
  const begins = Object.keys(states).filter((name) => name === startAt || !ledTo.has(name));
  const reached = reachable(begins, targets);
  for (const name of Object.keys(states)) {
    if (!reached.has(name) || (name !== startAt && !ledTo.has(name)))
      diagnostics.error('MISSING_TRANSITION_TARGET', `${location}/States/${name}`, `State "${name}" is not reachable.`);
  }
}

function isEnd(state: unknown): boolean {
  const { End: end, Type: type } = state as JsonObject;
  return end === true || type === 'Succeed' || type === 'Fail';
}

function reachable(begins: readonly string[], targets: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const pending = [...begins];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    pending.push(...(targets.get(name) ?? []));
  }
  return reached;
}
