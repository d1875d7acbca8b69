import type { StateEdge, StateGraph } from './state-graph.ts';

/** Minimum number of states that lead to a shared handler. */
const MIN_SOURCES = 3;

/**
 * The states that handle the errors of many others: at least three states lead there by a catch or a choice, one of them by a catch. A
 * picture shows the way to them as a badge on each state, since lines from everywhere would hide the main way.
 */
export function sharedHandlers({ edges }: StateGraph): ReadonlySet<string> {
  const sources = new Map<string, Set<string>>();
  const caught = new Set<string>();
  for (const { from, to, kind } of edges) {
    if (kind === 'next' || kind === 'inner') continue;
    sources.set(to, (sources.get(to) ?? new Set()).add(from));
    if (kind === 'catch') caught.add(to);
  }
  return new Set([...sources].filter(([to, from]) => from.size >= MIN_SOURCES && caught.has(to)).map(([to]) => to));
}

/** Whether a picture shows this edge as a badge. */
export function isBadge({ to, kind }: StateEdge, handlers: ReadonlySet<string>): boolean {
  return kind !== 'next' && kind !== 'inner' && handlers.has(to);
}
