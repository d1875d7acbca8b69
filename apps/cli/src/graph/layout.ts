import dagre from '@dagrejs/dagre';
import { connectedParts } from './connected-parts.ts';
import { isBadge, sharedHandlers } from './shared-handlers.ts';
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

/** Positions of the parts of a graph. */
export interface GraphLayout {
  /** The part of the plane that holds everything. */
  readonly page: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly nodes: readonly { readonly node: StateNode; readonly box: Box }[];
  /** Content of a Map or Parallel state. */
  readonly frames: readonly { readonly name: string; readonly box: Box }[];
  readonly edges: readonly { readonly edge: StateEdge; readonly points: readonly Point[]; readonly label?: Point }[];
  /** Edges to handlers that many states share: each is a badge below its state. */
  readonly badges: readonly { readonly edge: StateEdge; readonly box: Box }[];
}

const CHARACTER = 7.3;
const LABEL_CHARACTER = 6.2;
const STATE_HEIGHT = 44;
const BADGE_HEIGHT = 19;

/** The label as it is drawn; the line's title has all of it. A line for any error has no label, since its colour shows that. */
export function shownLabel({ label = '' }: StateEdge): string {
  if (label === 'any error') return '';
  return label.length > 28 ? `${label.slice(0, 27)}…` : label;
}

/** The text of a badge: what leads to the handler, and its name. */
export function badgeText({ to, kind }: StateEdge): string {
  return `${kind === 'catch' ? 'error' : 'else'} → ${to}`;
}

/** Lays a graph out in layers from the top: what the first state leads to, then what only shared handlers lead to. */
export function layoutGraph(graph: StateGraph): GraphLayout {
  const handlers = sharedHandlers(graph);
  const isLine = (edge: StateEdge): boolean => !isBadge(edge, handlers);
  const parts = connectedParts(graph, graph.edges.filter(isLine)).map((part) => layoutPart(part, isLine));
  let top = 0;
  const layout: Parts = { nodes: [], frames: [], edges: [], badges: [] };
  for (const part of parts) {
    const { page } = part;
    const move = <T extends Point>(point: T): T => ({ ...point, x: point.x - page.left, y: point.y - page.top + top });
    layout.nodes.push(...part.nodes.map(({ node, box }) => ({ node, box: move(box) })));
    layout.frames.push(...part.frames.map(({ name, box }) => ({ name, box: move(box) })));
    layout.badges.push(...part.badges.map(({ edge, box }) => ({ edge, box: move(box) })));
    layout.edges.push(
      ...part.edges.map(({ edge, points, label }) => ({ edge, points: points.map(move), ...(label && { label: move(label) }) })),
    );
    top += page.height;
  }
  return { page: pageOf(layout), ...layout };
}

/** A layout while it is put together. */
type Parts = { -readonly [Member in keyof Omit<GraphLayout, 'page'>]: GraphLayout[Member][number][] };

function layoutPart(graph: StateGraph, isLine: (edge: StateEdge) => boolean): GraphLayout {
  const lines = graph.edges.filter(isLine);
  const badgesOf = badgesByState(graph.edges.filter((edge) => !isLine(edge)));
  const drawing = new dagre.graphlib.Graph({ multigraph: true, compound: true });
  drawing.setGraph({ rankdir: 'TB', nodesep: 26, ranksep: 30, edgesep: 14 });
  drawing.setDefaultEdgeLabel(() => ({}));
  const parents = new Set(graph.nodes.flatMap(({ parent }) => (parent === undefined ? [] : [parent])));
  for (const name of parents) drawing.setNode(frameId(name), {});
  for (const { name, resource = '', parent } of graph.nodes) {
    const badges = badgesOf.get(name) ?? [];
    const texts = [resource, ...badges.map(badgeText)];
    const width = Math.max(110, name.length * CHARACTER + 34, ...texts.map((text) => text.length * LABEL_CHARACTER + 24));
    drawing.setNode(name, { width, height: STATE_HEIGHT + badges.length * BADGE_HEIGHT });
    if (parent !== undefined) drawing.setParent(name, frameId(parent));
    const outer = graph.nodes.find((node) => node.name === parent)?.parent;
    if (parent !== undefined && outer !== undefined) drawing.setParent(frameId(parent), frameId(outer));
  }
  lines.forEach((edge, index) => {
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
    nodes: graph.nodes.map((node) => ({ node, box: upperPart(drawing.node(node.name) as Box) })),
    frames: [...parents].map((name) => ({ name, box: drawing.node(frameId(name)) as Box })),
    edges: lines.map((edge, index) => {
      const { points, x, y } = drawing.edge(edge.from, edge.to, String(index)) as { points: Point[]; x?: number; y?: number };
      return { edge, points, ...(x !== undefined && y !== undefined && shownLabel(edge) !== '' && { label: { x, y } }) };
    }),
    badges: [...badgesOf].flatMap(([name, edges]) => {
      const { x, y, width, height } = drawing.node(name) as Box;
      const top = y - height / 2 + STATE_HEIGHT;
      return edges.map((edge, index) => ({
        edge,
        box: {
          x,
          y: top + (index + 0.5) * BADGE_HEIGHT + 1,
          width: Math.min(width - 8, textWidth(edge)),
          height: BADGE_HEIGHT - 3,
        },
      }));
    }),
  };
  return { page: pageOf(layout), ...layout };
}

/** The badges of each state; a state shows the way to a handler once. */
function badgesByState(edges: readonly StateEdge[]): ReadonlyMap<string, readonly StateEdge[]> {
  const badges = new Map<string, StateEdge[]>();
  for (const edge of edges) {
    const others = badges.get(edge.from) ?? [];
    if (!others.some((other) => badgeText(other) === badgeText(edge))) others.push(edge);
    badges.set(edge.from, others);
  }
  return badges;
}

/** The rectangle of the state itself, above its badges. */
function upperPart({ x, y, width, height }: Box): Box {
  return { x, y: y - height / 2 + STATE_HEIGHT / 2, width, height: STATE_HEIGHT };
}

function textWidth(edge: StateEdge): number {
  return badgeText(edge).length * LABEL_CHARACTER + 12;
}

/** Everything with a margin: dagre counts the boxes only, and lines may go beyond them. */
function pageOf({ nodes, frames, edges, badges }: Omit<GraphLayout, 'page'>): GraphLayout['page'] {
  const boxes = [...nodes, ...frames, ...badges].map(({ box }) => box);
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

/** The main way is drawn as straight as possible. */
function weightOf(edge: StateEdge, { edges }: StateGraph): number {
  if (edge.kind === 'next') return 20;
  if (edge.kind === 'catch') return 1;
  return edge === edges.find(({ from }) => from === edge.from) ? 12 : 2;
}

function frameId(name: string): string {
  return `in ${name}`;
}
