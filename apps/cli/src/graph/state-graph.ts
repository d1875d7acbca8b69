import type { State, StateMachineDefinition } from '@stepmaker/asl';
import { conditionText } from './condition-text.ts';

/** A state as a node of a drawing. */
export interface StateNode {
  readonly name: string;
  readonly type: State['Type'];
  /** Action of a Task, short: `sagemaker:createTrainingJob.sync`. */
  readonly resource?: string;
  /** The execution can end here. */
  readonly isEnd: boolean;
  /** The Map or Parallel state that it is in. */
  readonly parent?: string;
}

/** A transition between two states. */
export interface StateEdge {
  readonly from: string;
  readonly to: string;
  /** `inner` leads from a Map or Parallel state to the first state of a branch. */
  readonly kind: 'next' | 'choice' | 'default' | 'catch' | 'inner';
  /** The condition of a choice, or the errors of a catch. */
  readonly label?: string;
}

/** A state machine as nodes and edges. */
export interface StateGraph {
  readonly startAt: string;
  readonly nodes: readonly StateNode[];
  readonly edges: readonly StateEdge[];
}

/** Reads a definition; states inside Map and Parallel follow theirs. */
export function stateGraph(definition: StateMachineDefinition): StateGraph {
  const nodes: StateNode[] = [];
  const edges: StateEdge[] = [];
  addStates(definition, undefined, nodes, edges);
  return { startAt: definition.StartAt, nodes, edges };
}

/** Fields of all kinds of states, for a drawing. */
interface AnyState {
  readonly Type: State['Type'];
  readonly Resource?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next?: string }[];
  readonly Catch?: readonly { readonly Next: string; readonly ErrorEquals?: readonly string[] }[];
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine;
  readonly Iterator?: Machine;
}

interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, unknown>>;
}

function addStates(machine: Machine, parent: string | undefined, nodes: StateNode[], edges: StateEdge[]): void {
  for (const [name, value] of Object.entries(machine.States)) {
    const state = value as AnyState;
    const { Type: type, Resource: resource } = state;
    nodes.push({
      name,
      type,
      isEnd: state.End === true || type === 'Succeed' || type === 'Fail',
      ...(resource !== undefined && { resource: shortResource(resource) }),
      ...(parent !== undefined && { parent }),
    });
    edges.push(...edgesOf(name, state));
    const inner = [...(state.Branches ?? []), state.ItemProcessor, state.Iterator].filter((one) => one !== undefined);
    for (const branch of inner) {
      edges.push({ from: name, to: branch.StartAt, kind: 'inner' });
      addStates(branch, name, nodes, edges);
    }
  }
}

function edgesOf(from: string, state: AnyState): StateEdge[] {
  const edges: StateEdge[] = [];
  if (state.Next !== undefined) edges.push({ from, to: state.Next, kind: 'next' });
  for (const rule of state.Choices ?? []) {
    if (rule.Next !== undefined) edges.push({ from, to: rule.Next, kind: 'choice', label: conditionText(rule) });
  }
  if (state.Default !== undefined) edges.push({ from, to: state.Default, kind: 'default', label: 'otherwise' });
  for (const { Next, ErrorEquals = [] } of state.Catch ?? []) {
    edges.push({ from, to: Next, kind: 'catch', label: ErrorEquals.join(', ').replace('States.ALL', 'any error') });
  }
  return edges;
}

/** `arn:aws:states:::sagemaker:createTrainingJob.sync` → `sagemaker:createTrainingJob.sync`. */
function shortResource(resource: string): string {
  return resource.replace(/^arn:[^:]*:states:[^:]*:[^:]*:(aws-sdk:)?/, '').replace(/^arn:[^:]*:lambda:.*:function:/, 'lambda ');
}
