import type { SubMachine } from '../language/parallel.ts';
import type { State, StateMachineDefinition } from '../language/state-machine.ts';
import type { TaskState } from '../language/task.ts';
import { catalog } from './catalog.ts';
import type { Permission } from './permission.ts';

/**
 * The IAM permissions that a machine's role needs for its tasks: one entry for each resource and condition, with all the actions on it,
 * in an order that does not depend on the order of the states.
 *
 * @throws Error when a task's resource is not in the catalog, naming the state, or a Map is distributed
 */
export function requiredPermissions(definition: Pick<StateMachineDefinition, 'States'>): readonly Permission[] {
  const merged = new Map<string, { readonly permission: Permission; readonly actions: Set<string> }>();
  for (const permission of statesOf(definition).flatMap(([name, state]) => permissionsOfState(name, state))) {
    const key = JSON.stringify([permission.resource, permission.conditions]);
    const entry = merged.get(key) ?? { permission, actions: new Set<string>() };
    for (const action of permission.actions) entry.actions.add(action);
    merged.set(key, entry);
  }
  return [...merged.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, { permission, actions }]) => ({ ...permission, actions: [...actions].sort() }));
}

/** Every state at any depth, with its name. */
function statesOf({ States }: Pick<SubMachine, 'States'>): (readonly [string, State])[] {
  return Object.entries(States).flatMap(([name, state]) => [[name, state] as const, ...submachinesOf(state).flatMap(statesOf)]);
}

function submachinesOf(state: State): readonly SubMachine[] {
  if (state.Type === 'Parallel') return state.Branches;
  if (state.Type === 'Map') return [state.ItemProcessor];
  return [];
}

function permissionsOfState(name: string, state: State): readonly Permission[] {
  if (state.Type === 'Map' && state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED') {
    throw new Error(`States.${name}: the permissions of a distributed Map are not in the catalog; grant them by hand`);
  }
  return state.Type === 'Task' ? permissionsOfTask(name, state) : [];
}

function permissionsOfTask(name: string, state: TaskState): readonly Permission[] {
  for (const integration of catalog) {
    for (const pattern of integration.patterns) {
      if (withoutPartition(state.Resource) !== withoutPartition(`${integration.resource}${pattern}`)) continue;
      return integration.permissions(pattern, argumentsOf(state));
    }
  }
  const known = catalog.map(({ resource }) => withoutPartition(resource)).join(', ');
  throw new Error(`States.${name}: no integration in the catalog for the resource ${state.Resource}; it has ${known}`);
}

/** The arguments, when they are an object: in a JSONPath state, with constants only. */
function argumentsOf(state: TaskState): Readonly<Record<string, unknown>> {
  const given: unknown = 'Arguments' in state ? state.Arguments : 'Parameters' in state ? state.Parameters : undefined;
  return typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
}

function withoutPartition(resource: string): string {
  return resource.replace(/^arn:[^:]*:states:::/, '');
}
