import dagre from '@dagrejs/dagre';
import type { StateEdge, StateGraph, StateNode } from './state-graph.ts';

/** A point in pixels; y goes down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle by its middle. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where everything of a graph is drawn. */
export interface GraphLayout {
  /** The part of the plane that holds everything. */
  readonly page: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly nodes: readonly { readonly node: StateNode; readonly box: Box }[];
  /** What is inside a Map or Parallel state. */
  readonly frames: readonly { readonly name: string; readonly box: Box }[];
  readonly edges: readonly { readonly edge: StateEdge; readonly points: readonly Point[]; readonly label?: Point }[];
}

const CHARACTER = 7.3;
const LABEL_CHARACTER = 5.6;

/** The label as it is drawn; the whole of it is the line's title. That any error is caught, the line's look says. */
export function shownLabel({ label = '' }: StateEdge): string {
  if (label === 'any error') return '';
  return label.length > 34 ? `${label.slice(0, 33)}…` : label;
}

/** Lays a graph out in layers from the top. */
export function layoutGraph(graph: StateGraph): GraphLayout {
  const drawing = new dagre.graphlib.Graph({ multigraph: true, compound: true });
  drawing.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 34, edgesep: 14 });
  drawing.setDefaultEdgeLabel(() => ({}));
  const parents = new Set(graph.nodes.flatMap(({ parent }) => (parent === undefined ? [] : [parent])));
  for (const name of parents) drawing.setNode(frameId(name), {});
  for (const { name, resource = '', parent } of graph.nodes) {
    const width = Math.max(110, name.length * CHARACTER + 34, resource.length * LABEL_CHARACTER + 24);
    drawing.setNode(name, { width, height: 44 });
    if (parent !== undefined) drawing.setParent(name, frameId(parent));
    const outer = graph.nodes.find((node) => node.name === parent)?.parent;
    if (parent !== undefined && outer !== undefined) drawing.setParent(frameId(parent), frameId(outer));
  }
  graph.edges.forEach((edge, index) => {
    const text = shownLabel(edge);
    drawing.setEdge(
      edge.from,
      edge.to,
      {
        weight: weightOf(edge, graph),
        ...(text !== '' && { width: text.length * LABEL_CHARACTER + 8, height: 14, labelpos: 'c' }),
      },
      String(index),
    );
  });
  dagre.layout(drawing);
  const layout = {
    nodes: graph.nodes.map((node) => ({ node, box: drawing.node(node.name) as Box })),
    frames: [...parents].map((name) => ({ name, box: drawing.node(frameId(name)) as Box })),
    edges: graph.edges.map((edge, index) => {
      const { points, x, y } = drawing.edge(edge.from, edge.to, String(index)) as { points: Point[]; x?: number; y?: number };
      return { edge, points, ...(x !== undefined && y !== undefined && shownLabel(edge) !== '' && { label: { x, y } }) };
    }),
  };
  return { page: pageOf(layout), ...layout };
}

/** Everything with a margin: dagre counts the boxes only, and lines may go beyond them. */
function pageOf({ nodes, frames, edges }: Omit<GraphLayout, 'page'>): GraphLayout['page'] {
  const boxes = [...nodes, ...frames].map(({ box }) => box);
  const points = edges.flatMap(({ edge, points, label }) => {
    const half = (shownLabel(edge).length * LABEL_CHARACTER) / 2;
    return label === undefined ? points : [...points, { x: label.x - half, y: label.y }, { x: label.x + half, y: label.y }];
  });
  const xs = [...points.map(({ x }) => x), ...boxes.flatMap(({ x, width }) => [x - width / 2, x + width / 2])];
  const ys = [...points.map(({ y }) => y), ...boxes.flatMap(({ y, height }) => [y - height / 2, y + height / 2])];
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  return { left, top, width: Math.max(...xs) + MARGIN - left, height: Math.max(...ys) + MARGIN - top };
}

const MARGIN = 20;

/** The main way is drawn as straight as can be. */
function weightOf(edge: StateEdge, { edges }: StateGraph): number {
  if (edge.kind === 'next') return 20;
  if (edge.kind === 'catch') return 1;
  return edge === edges.find(({ from }) => from === edge.from) ? 12 : 2;
}

function frameId(name: string): string {
  return `in ${name}`;
}
