import type { StateGraph } from './state-graph.ts';

/** The graph without what happens on errors: no catches, and no states that only they lead to. */
export function withoutErrors({ startAt, nodes, edges }: StateGraph): StateGraph {
  const kept = edges.filter(({ kind }) => kind !== 'catch');
  const reached = new Set<string>();
  const open = [startAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const edge of kept) if (edge.from === name) open.push(edge.to);
  }
  return {
    startAt,
    nodes: nodes.filter(({ name }) => reached.has(name)),
    edges: kept.filter(({ from }) => reached.has(from)),
  };
}
