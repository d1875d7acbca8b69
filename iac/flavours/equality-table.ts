import { reviewed } from './reviewed-differences.ts';
import { differences } from './snapshot/differences.ts';
import type { Snapshot } from './snapshot/snapshot.ts';

/** What each flavour says of each part of the pipeline, beside the first: `=`, or the number of reviewed differences, as Markdown. */
export function equalityTable(snapshots: ReadonlyMap<string, Snapshot>): string {
  const [[first = '', expected = {}] = [], ...others] = [...snapshots];
  const names = others.map(([name]) => name);
  const lines = Object.keys(expected).map((part) => {
    const cells = others.map(([name, snapshot]) => {
      const found = differences(expected[part], snapshot[part], part);
      const unreviewed = found.filter((difference) => reviewed(name, difference) === undefined).length;
      if (found.length === 0) return '=';
      return unreviewed > 0 ? `${unreviewed} differ` : `${found.length} reviewed`;
    });
    return `| ${part} | ${cells.join(' | ')} |`;
  });
  return [`| compared with ${first} | ${names.join(' | ')} |`, `| --- |${' --- |'.repeat(names.length)}`, ...lines].join('\n');
}
