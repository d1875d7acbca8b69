import type { StateEdge, StateGraph } from './state-graph.ts';

/**
 * Splits a graph into its connected parts, with regard to some of its edges: the part of the first state first. States inside a Map or
 * Parallel state belong to its part.
 */
export function connectedParts({ startAt, nodes, edges }: StateGraph, lines: readonly StateEdge[]): readonly StateGraph[] {
  const neighbors = new Map<string, string[]>(nodes.map(({ name }) => [name, []]));
  const connect = (a: string, b: string): void => {
    neighbors.get(a)?.push(b);
    neighbors.get(b)?.push(a);
  };
  for (const { from, to } of lines) connect(from, to);
  for (const { name, parent } of nodes) if (parent !== undefined) connect(name, parent);
  const seen = new Set<string>();
  return [startAt, ...nodes.map(({ name }) => name)].flatMap((start) => {
    if (seen.has(start)) return [];
    const part = new Set<string>();
    const open = [start];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (part.has(name)) continue;
      part.add(name);
      open.push(...(neighbors.get(name) ?? []));
    }
    for (const name of part) seen.add(name);
    return [
      { startAt: start, nodes: nodes.filter(({ name }) => part.has(name)), edges: edges.filter(({ from }) => part.has(from)) },
    ];
  });
}
