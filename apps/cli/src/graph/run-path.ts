import type { StateEdge } from './state-graph.ts';

/** Visits of a run to a state. */
export interface StateVisit {
  readonly status: 'succeeded' | 'failed' | 'running';
  /** Number of times that it was entered. */
  readonly count: number;
  readonly millis: number;
}

/** The way of a run through its state machine. */
export interface RunPath {
  readonly visits: ReadonlyMap<string, StateVisit>;
  /** `from → to`, for every transition that was made. */
  readonly transitions: ReadonlySet<string>;
}

/** The key of a transition in {@link RunPath.transitions}. */
export function transition(from: string, to: string): string {
  return `${from} → ${to}`;
}

/** Whether a run went along an edge. Where a next and a catch lead to the same state, the catch was taken only if the state failed. */
export function isTaken(path: RunPath | undefined, { from, to, kind }: StateEdge): boolean {
  if (path === undefined || !path.transitions.has(transition(from, to))) return false;
  return kind !== 'catch' || path.visits.get(from)?.status === 'failed';
}

/** A state that a run has been in, in the order in which states were entered. */
export interface PassedState {
  readonly stateName: string;
  readonly status: StateVisit['status'];
  readonly millis: number;
}

/** The way that leads through states in their order. */
export function runPath(passed: readonly PassedState[]): RunPath {
  const visits = new Map<string, StateVisit>();
  const transitions = new Set<string>();
  passed.forEach(({ stateName, status, millis }, index) => {
    const before = visits.get(stateName);
    visits.set(stateName, { status, count: (before?.count ?? 0) + 1, millis: (before?.millis ?? 0) + millis });
    const next = passed[index + 1];
    if (next !== undefined) transitions.add(transition(stateName, next.stateName));
  });
  return { visits, transitions };
}
