/** A test as a summary shows it. */
export interface SummaryLine {
  /** Suite and test, as one sentence. */
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Milliseconds. */
  readonly duration: number;
  /** Why it was skipped, or the first line of why it failed. */
  readonly note?: string;
}

/** A run of the suites on a target. */
export interface Summary {
  readonly target: string;
  readonly lines: readonly SummaryLine[];
  /** Milliseconds, start and end of the target included. */
  readonly duration: number;
}

const MARKS = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** `14 passed, 0 failed, 2 skipped in 61.2 s` */
export function closingLine({ lines, duration }: Summary): string {
  const count = (state: SummaryLine['state']): number => lines.filter((line) => line.state === state).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped in ${seconds(duration)} s`;
}

/** A test in one line of a log. */
export function asLine({ state, title, duration, note }: SummaryLine): string {
  return `${MARKS[state]} ${title}${state === 'skipped' ? '' : ` (${seconds(duration)} s)`}${note ? `: ${note}` : ''}`;
}

/** The summary as Markdown, as a pull request shows it. */
export function asMarkdown(summary: Summary): string {
  const rows = summary.lines.map(
    ({ state, title, duration, note = '' }) => `| ${MARKS[state]} | ${cell(title)} | ${seconds(duration)} | ${cell(note)} |`,
  );
  return [
    `# End-to-end tests: ${summary.target}`,
    '',
    `${closingLine(summary)}.`,
    '',
    '|   | test | s | why |',
    '| - | ---- | - | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** The summary as a page that needs nothing else. */
export function asHtml(summary: Summary): string {
  const rows = summary.lines.map(
    ({ state, title, duration, note = '' }) =>
      `<tr class="${state}"><td>${MARKS[state]}</td><td>${text(title)}</td><td>${seconds(duration)}</td><td>${text(note)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>End-to-end tests: ${text(summary.target)}</title>
<style>
body { font: 16px/1.4 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse } td, th { padding: .3rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid #ccc }
.failed { background: #fdd; color: #600 } .skipped { color: #555 } td:nth-child(3) { text-align: right }
</style>
<h1>End-to-end tests: ${text(summary.target)}</h1>
<p>${text(closingLine(summary))}.</p>
<table><thead><tr><th></th><th>test</th><th>s</th><th>why</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
</html>
`;
}

function seconds(millis: number): string {
  return (millis / 1000).toFixed(1);
}

function cell(value: string): string {
  return value.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function text(value: string): string {
  return value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
