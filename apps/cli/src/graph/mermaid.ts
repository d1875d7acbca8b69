import type { RunPath } from './run-path.ts';
import { isTaken } from './run-path.ts';
import type { StateEdge, StateGraph, StateNode } from './state-graph.ts';

/** The graph as a Mermaid flowchart; a run's path by classes and thick links. @see https://mermaid.js.org/syntax/flowchart.html */
export function toMermaid(graph: StateGraph, path?: RunPath): string {
  const ids = new Map(graph.nodes.map(({ name }, index) => [name, `s${index}`]));
  const id = (name: string): string => ids.get(name) as string;
  const lines = ['flowchart TD', `  start((start)) --> ${id(graph.startAt)}`];
  for (const node of graph.nodes) if (node.parent === undefined) lines.push(...nodeLines(node, graph, id, '  '));
  graph.edges.forEach((edge) => {
    lines.push(`  ${id(edge.from)} ${arrow(edge, isTaken(path, edge))} ${id(edge.to)}`);
  });
  for (const [status, style] of Object.entries(STYLES)) {
    const names = [...(path?.visits ?? [])].filter(([name, visit]) => visit.status === status && ids.has(name));
    if (names.length === 0) continue;
    lines.push(`  classDef ${status} ${style}`, `  class ${names.map(([name]) => id(name)).join(',')} ${status}`);
  }
  return `${lines.join('\n')}\n`;
}

const STYLES = {
  succeeded: 'fill:#d9f2e0,stroke:#1a7f37,color:#0b3d1a',
  failed: 'fill:#fbdcdc,stroke:#c62828,color:#5a0f0f',
  running: 'fill:#d6e9fb,stroke:#1565c0,color:#0b2f57',
} as const;

function nodeLines(node: StateNode, graph: StateGraph, id: (name: string) => string, indent: string): string[] {
  const text = quoted(node.name);
  const shape =
    { Choice: `{${text}}`, Succeed: `([${text}])`, Fail: `([${text}])`, Wait: `[/${text}/]` }[node.type as string] ?? `[${text}]`;
  const own = `${indent}${id(node.name)}${shape}`;
  const inner = graph.nodes.filter(({ parent }) => parent === node.name);
  if (inner.length === 0) return [own];
  return [
    own,
    `${indent}subgraph in_${id(node.name)}[${quoted(`in ${node.name}`)}]`,
    ...inner.flatMap((child) => nodeLines(child, graph, id, `${indent}  `)),
    `${indent}end`,
  ];
}

function arrow({ kind, label }: StateEdge, wasTaken: boolean): string {
  const line = wasTaken ? '==>' : kind === 'catch' || kind === 'inner' ? '-.->' : '-->';
  return label === undefined ? line : `${line}|${quoted(label.length > LABEL ? `${label.slice(0, LABEL - 1)}…` : label)}|`;
}

/** A text that holds nothing that Mermaid reads as syntax. */
function quoted(text: string): string {
  return `"${text.replace(/[&<>"#|`]/g, (character) => `#${character.codePointAt(0)};`)}"`;
}

const LABEL = 60;
