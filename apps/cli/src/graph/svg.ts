import { duration } from '../output/text.ts';
import { badgeText, layoutGraph, type Point, shownLabel } from './layout.ts';
import { isTaken, type RunPath } from './run-path.ts';
import type { StateGraph, StateNode } from './state-graph.ts';

/** The graph as a picture that needs nothing beside it; light or dark as the reader's system is. A run's path is coloured. */
export function toSvg(graph: StateGraph, title: string, path?: RunPath): string {
  const { page, nodes, frames, edges, badges } = layoutGraph(graph);
  const height = page.height + LEGEND;
  // What was taken is drawn last, over the rest.
  const lines = edges.toSorted((a, b) => Number(isTaken(path, a.edge)) - Number(isTaken(path, b.edge)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(page.left)} ${round(page.top)} ${round(page.width)} ${round(height)}" width="${round(page.width)}" height="${round(height)}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<defs>${['', 'taken', 'caught'].map(marker).join('')}</defs>`,
    `<rect class="page" x="${round(page.left)}" y="${round(page.top)}" width="100%" height="100%"/>`,
    ...frames.map(({ name, box }) => `<rect class="frame" ${rectangle(box, 0)}><title>in ${escaped(name)}</title></rect>`),
    ...lines.map(({ edge, points, label }) => {
      const kind = isTaken(path, edge) ? 'taken' : edge.kind === 'catch' ? 'caught' : '';
      const text =
        label === undefined
          ? ''
          : `<text class="label" x="${round(label.x)}" y="${round(label.y + 3)}">${escaped(shownLabel(edge))}</text>`;
      const what = `${edge.from} → ${edge.to}${edge.label === undefined ? '' : `: ${edge.label}`}`;
      return `<g class="edge ${edge.kind} ${kind}"><title>${escaped(what)}</title><path d="${curve(points)}" marker-end="url(#arrow${kind})"/>${text}</g>`;
    }),
    ...nodes.map(({ node, box }) => {
      const visit = path?.visits.get(node.name);
      const status = visit?.status ?? (path === undefined ? '' : 'unvisited');
      const times = visit === undefined ? '' : `${visit.count > 1 ? `${visit.count} × · ` : ''}${duration(visit.millis)}`;
      const note = times || node.resource || node.type;
      return (
        `<g class="state ${node.type} ${status}"><title>${escaped(describe(node, times))}</title>${shape(node, box, graph.startAt)}` +
        `<text class="name" x="${round(box.x)}" y="${round(box.y - 2)}">${escaped(node.name)}</text>` +
        `<text class="note" x="${round(box.x)}" y="${round(box.y + 13)}">${escaped(note)}</text></g>`
      );
    }),
    ...badges.map(({ edge, box }) => {
      const what = `${edge.from} → ${edge.to}${edge.label === undefined ? '' : `: ${edge.label}`}`;
      return (
        `<g class="badge ${isTaken(path, edge) ? 'taken' : ''}"><title>${escaped(what)}</title><rect ${rectangle(box, box.height / 2)}/>` +
        `<text x="${round(box.x)}" y="${round(box.y + 4)}">${escaped(badgeText(edge))}</text></g>`
      );
    }),
    legend(page.left + 26, page.top + page.height + 8, path !== undefined),
    '</svg>',
    '',
  ].join('\n');
}

const LEGEND = 26;

const STYLE = `
svg{--page:#fff;--ink:#1b2733;--soft:#5f6f80;--line:#93a1b0;--box:#f4f6f9;--good:#1a7f37;--goodbox:#dff5e5;--bad:#c62828;--badbox:#fde3e3;--now:#1565c0;--nowbox:#dcecfc;font-family:ui-sans-serif,system-ui,sans-serif}
@media(prefers-color-scheme:dark){svg{--page:#11161c;--ink:#e6edf3;--soft:#9aa7b4;--line:#5b6875;--box:#1b232c;--good:#4cc46a;--goodbox:#12331c;--bad:#ff7b72;--badbox:#3c1618;--now:#6cb6ff;--nowbox:#10294a}}
.page{fill:var(--page)}.frame{fill:none;stroke:var(--line);stroke-dasharray:3 4;rx:10}
.edge path{fill:none;stroke:var(--line);stroke-width:1.2}.caught path{stroke:var(--bad);stroke-dasharray:4 4;opacity:.55}.inner path{stroke-dasharray:1 4}
.edge.taken path{stroke:var(--good);stroke-width:2.6;opacity:1;stroke-dasharray:none}
.badge rect{fill:var(--badbox);stroke:none}.badge text{font-size:11px;fill:var(--bad);text-anchor:middle}.badge.taken rect{stroke:var(--bad);stroke-width:1.6}
.label{font-size:11px;fill:var(--soft);text-anchor:middle;paint-order:stroke;stroke:var(--page);stroke-width:4px;stroke-linejoin:round}.taken .label{fill:var(--good)}
.state .box{fill:var(--box);stroke:var(--line);stroke-width:1.3}.start .box,.state .box.first{stroke-width:2.4}
.Choice .box{stroke-dasharray:6 3}.Fail .box{stroke:var(--bad)}.Succeed .box{stroke:var(--good)}
.succeeded .box{fill:var(--goodbox);stroke:var(--good);stroke-width:2}.failed .box{fill:var(--badbox);stroke:var(--bad);stroke-width:2}.running .box{fill:var(--nowbox);stroke:var(--now);stroke-width:2}
.name{font-size:13px;font-weight:600;fill:var(--ink);text-anchor:middle}.note{font-size:11px;fill:var(--soft);text-anchor:middle}.unvisited{opacity:.5}
.legend text{font-size:11px;fill:var(--soft)}.dot{stroke-width:1.5}
.marker{fill:var(--line)}.marker.taken{fill:var(--good)}.marker.caught{fill:var(--bad)}`;

function marker(kind: string): string {
  return `<marker id="arrow${kind}" viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto"><path class="marker ${kind}" d="M0 0L10 5L0 10z"/></marker>`;
}

function rectangle({ x, y, width, height }: { x: number; y: number; width: number; height: number }, radius: number): string {
  return `x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}"${radius > 0 ? ` rx="${radius}"` : ''}`;
}

function shape({ name, type }: StateNode, box: { x: number; y: number; width: number; height: number }, startAt: string): string {
  const radius = type === 'Succeed' || type === 'Fail' ? 22 : type === 'Choice' ? 2 : 8;
  return `<rect class="box${name === startAt ? ' first' : ''}" ${rectangle(box, radius)}/>`;
}

/** A line through the points, with round bends. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points as readonly [Point, ...Point[]];
  let path = `M${at(first)}`;
  for (let index = 0; index < rest.length - 1; index += 1) {
    const bend = rest[index] as Point;
    const next = rest[index + 1] as Point;
    const end = index === rest.length - 2 ? next : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 };
    path += `Q${at(bend)} ${at(end)}`;
  }
  return rest.length === 1 ? `${path}L${at(rest[0] as Point)}` : path;
}

function legend(x: number, y: number, hasPath: boolean): string {
  const entries = hasPath
    ? [
        ['good', 'succeeded'],
        ['bad', 'failed'],
        ['now', 'running'],
      ]
    : [];
  const dots = entries.map(
    ([colour, text], index) =>
      `<circle class="dot" cx="${round(x + index * 92)}" cy="${round(y)}" r="5" fill="var(--${colour}box)" stroke="var(--${colour})"/><text x="${round(x + 10 + index * 92)}" y="${round(y + 4)}">${text}</text>`,
  );
  const catches = `<text x="${round(x + entries.length * 92)}" y="${round(y + 4)}">- - on an error</text>`;
  return `<g class="legend">${dots.join('')}${catches}</g>`;
}

function describe({ name, type, resource }: StateNode, times: string): string {
  return [name, resource === undefined ? type : `${type} ${resource}`, times].filter(Boolean).join(' · ');
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
