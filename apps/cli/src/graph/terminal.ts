import type { Paint } from '../output/paint.ts';
import { visibleWidth } from '../output/table.ts';
import { duration } from '../output/text.ts';
import { assignLanes, type Trunk } from './lanes.ts';
import { isTaken, type RunPath, type StateVisit } from './run-path.ts';
import type { StateEdge, StateGraph, StateNode } from './state-graph.ts';
import { stateOrder } from './state-order.ts';

type Style = (text: string) => string;

/** One line of the drawing: what is left, and a jump that leaves or arrives on it. */
interface Line {
  readonly left: string;
  readonly jump?: { readonly target: string; readonly arrives: boolean; readonly isTaken: boolean };
}

/**
 * Draws a state machine for a terminal: a state a line, its main way straight down, all other ways as lines on the right that end at the
 * state they lead to.
 *
 * @param width of the terminal, in columns
 */
export function toTerminal(graph: StateGraph, paint: Paint, width: number, path?: RunPath): string {
  const lines = linesOf(graph, paint, path);
  const trunks = trunksOf(lines);
  const laneOf = assignLanes(trunks);
  const lanes = Math.max(0, ...[...laneOf.values()].map((lane) => lane + 1));
  const room = Math.max(NARROWEST, Math.min(Math.max(...lines.map(({ left }) => visibleWidth(left))), width - 2 * lanes - 3));
  const takenSpans = new Map(trunks.map((trunk) => [trunk.target, takenSpan(trunk, lines)]));
  const drawn = lines.map((line, index) => {
    const left = cut(line.left, room);
    return `${left}${rails(line, index, room - visibleWidth(left))}`.trimEnd();
  });
  return `${drawn.join('\n')}\n`;

  function rails({ jump }: Line, index: number, pad: number): string {
    const reach = jump === undefined ? -1 : (laneOf.get(jump.target) as number);
    const style = jump?.isTaken ? paint.green : paint.dim;
    const fill = jump === undefined ? ' ' : style('─');
    const head = jump?.arrives ? style('◀') : fill;
    let text = ` ${head}${fill.repeat(pad)}`;
    for (let lane = 0; lane < lanes; lane += 1) {
      const trunk = trunks.find((one) => laneOf.get(one.target) === lane && one.top <= index && one.bottom >= index);
      const horizontal = lane <= reach ? fill : ' ';
      if (trunk === undefined) text += horizontal + horizontal;
      else text += horizontal + railStyle(trunk, index)(lane === reach ? corner(trunk, index) : '│');
    }
    return text;
  }

  function railStyle({ target }: Trunk, index: number): Style {
    const span = takenSpans.get(target);
    return span !== undefined && index >= span[0] && index <= span[1] ? paint.green : paint.dim;
  }
}

function linesOf(graph: StateGraph, paint: Paint, path: RunPath | undefined): Line[] {
  const order = stateOrder(graph);
  const nodes = new Map(graph.nodes.map((node) => [node.name, node]));
  const names = Math.max(...order.map((name) => name.length + 2 * depthOf(name, nodes)));
  const jumpsTo = new Set<string>();
  const lines: Line[] = [];
  const below: { name: string; index: number }[] = [];
  order.forEach((name, position) => {
    const node = nodes.get(name) as StateNode;
    const visit = path?.visits.get(name);
    const indent = '  '.repeat(depthOf(name, nodes));
    below.push({ name, index: lines.length });
    lines.push({ left: nodeText(node, visit, indent, names, paint, path !== undefined) });
    const edges = graph.edges.filter(({ from }) => from === name);
    const isStraight = ({ to }: StateEdge): boolean => to === order[position + 1];
    const jumps = edges.filter((edge) => !isStraight(edge));
    const straight = edges.filter(isStraight);
    const styleOf = (edge: StateEdge): Style => (isTaken(path, edge) ? paint.green : paint.dim);
    const rail = straight.length === 0 ? ' ' : (straight.some((edge) => isTaken(path, edge)) ? paint.green : paint.dim)('│');
    jumps.forEach((edge, index) => {
      jumpsTo.add(edge.to);
      const style = styleOf(edge);
      const branch = style(straight.length === 0 && index === jumps.length - 1 ? '╰' : '├');
      const label = edge.kind === 'catch' ? `on ${edge.label}` : (edge.label ?? (edge.kind === 'inner' ? 'inside' : 'then'));
      lines.push({
        left: `${indent}${straight.length === 0 ? branch : `${rail} ${branch}`} ${style(label)}`,
        jump: { target: edge.to, arrives: false, isTaken: isTaken(path, edge) },
      });
    });
    for (const edge of straight) {
      const label =
        edge.kind === 'next' || edge.kind === 'inner'
          ? ''
          : ` ${styleOf(edge)(edge.kind === 'catch' ? `on ${edge.label}` : (edge.label ?? ''))}`;
      lines.push({ left: `${indent}${rail}${label}` });
    }
    if (straight.length === 0 && position < order.length - 1) lines.push({ left: '' });
  });
  for (const { name, index } of below) {
    if (!jumpsTo.has(name)) continue;
    const isReached = lines.some(({ jump }) => jump?.target === name && jump.isTaken);
    lines[index] = { ...(lines[index] as Line), jump: { target: name, arrives: true, isTaken: isReached } };
  }
  return lines;
}

function nodeText(
  { name, type, resource }: StateNode,
  visit: StateVisit | undefined,
  indent: string,
  width: number,
  paint: Paint,
  hasPath: boolean,
): string {
  const style =
    visit === undefined
      ? hasPath
        ? paint.dim
        : (text: string) => text
      : { succeeded: paint.green, failed: paint.red, running: paint.cyan }[visit.status];
  const title = style(`${SYMBOLS[type]} ${name}`) + ' '.repeat(width - name.length - indent.length);
  const times = visit !== undefined && visit.count > 1 ? `${visit.count} × ` : '';
  const note = hasPath ? (visit === undefined ? '' : `${times}${duration(visit.millis)}`) : (resource ?? type);
  return `${indent}${title}  ${paint.dim(note)}`.trimEnd();
}

function depthOf(name: string, nodes: ReadonlyMap<string, StateNode>): number {
  let depth = 0;
  for (let parent = nodes.get(name)?.parent; parent !== undefined; parent = nodes.get(parent)?.parent) depth += 1;
  return depth;
}

function trunksOf(lines: readonly Line[]): Trunk[] {
  const touched = new Map<string, number[]>();
  lines.forEach(({ jump }, index) => {
    if (jump !== undefined) touched.set(jump.target, [...(touched.get(jump.target) ?? []), index]);
  });
  return [...touched].map(([target, at]) => ({ target, top: Math.min(...at), bottom: Math.max(...at) }));
}

/** The part of a trunk that the run went along: from the outermost taken jump to the state. */
function takenSpan({ target }: Trunk, lines: readonly Line[]): readonly [number, number] | undefined {
  const taken = lines.flatMap(({ jump }, index) => (jump?.target === target && jump.isTaken ? [index] : []));
  return taken.length === 0 ? undefined : [Math.min(...taken), Math.max(...taken)];
}

function corner({ top, bottom }: Trunk, index: number): string {
  if (index === top) return '╮';
  return index === bottom ? '╯' : '┤';
}

function cut(text: string, width: number): string {
  if (visibleWidth(text) <= width) return text;
  // Styles are kept whole: the text between them is shortened.
  let room = width - 1;
  return text.replace(STYLE_OR_TEXT, (_, style: string | undefined, plain = '') => {
    if (style !== undefined) return style;
    const kept = (plain as string).slice(0, Math.max(0, room));
    const end = room > 0 && room < (plain as string).length ? '…' : '';
    room -= (plain as string).length;
    return kept + end;
  });
}

const ESCAPE = '\u001b';
const STYLE_OR_TEXT = new RegExp(`(${ESCAPE}\\[[\\d;]*m)|([^${ESCAPE}]+)`, 'g');

const NARROWEST = 30;

const SYMBOLS: Readonly<Record<StateNode['type'], string>> = {
  Task: '●',
  Choice: '◆',
  Pass: '○',
  Wait: '◷',
  Succeed: '✔',
  Fail: '✘',
  Map: '▤',
  Parallel: '▥',
};
