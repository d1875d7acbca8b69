import type { StateEdge, StateGraph } from './state-graph.ts';

/**
 * The states from the first to the last, so that most ways lead down: each state before those that it leads to, its first way right below
 * it. States inside Map and Parallel follow theirs; what happens only on errors comes last.
 */
export function stateOrder({ startAt, nodes, edges }: StateGraph): string[] {
  const ways = new Map<string, StateEdge[]>(nodes.map(({ name }) => [name, []]));
  for (const edge of edges) if (edge.kind !== 'catch') ways.get(edge.from)?.push(edge);
  const seen = new Set<string>();
  const order = from(startAt);
  for (const { to } of edges) order.push(...from(to));
  for (const { name } of nodes) order.push(...from(name));
  return order;

  /** Depth first, the least important way first: reversed, the most important one comes right below. */
  function from(start: string): string[] {
    const found: string[] = [];
    visit(start);
    return found.reverse();

    function visit(name: string): void {
      if (seen.has(name) || !ways.has(name)) return;
      seen.add(name);
      for (const { to } of byImportance(ways.get(name) as StateEdge[])) visit(to);
      found.push(name);
    }
  }
}

const RANK: Readonly<Record<StateEdge['kind'], number>> = { inner: 0, next: 1, choice: 1, default: 2, catch: 3 };

/** The least important first; of the same rank, the last first. */
function byImportance(edges: readonly StateEdge[]): StateEdge[] {
  return edges.toReversed().toSorted((a, b) => RANK[b.kind] - RANK[a.kind]);
}
