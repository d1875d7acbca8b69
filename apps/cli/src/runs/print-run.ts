import { quotaRequestFor } from '@stepmaker/pipeline-sdk';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';
import { ago, duration, figure, withFigures } from '../output/text.ts';
import { paintStatus } from './paint-status.ts';
import type { RunReport, StepReport } from './run-report.ts';

/** Output that a run is printed to. */
type Printer = Pick<Output, 'paint' | 'write'>;

/** Prints a run: what it is, its steps, and its result. */
export function printRun(out: Printer, report: RunReport, now: Date, all: boolean): void {
  const { paint } = out;
  const { name, status, startDate, seconds, input, steps, verdict, error, cause, executionArn } = report;
  const isEmpty = Object.keys((input ?? {}) as object).length === 0;
  out.write(
    rows(out, [
      [
        'Run',
        `${name}  ${paintStatus(paint, status)}${report.redriveCount > 0 ? paint.dim(`  redriven ${report.redriveCount} ×`) : ''}`,
      ],
      ['Started', `${ago(startDate, now)}, ${report.stopDate === null ? 'running for' : 'took'} ${duration(seconds * 1000)}`],
      ['Input', isEmpty ? '' : JSON.stringify(input)],
    ]),
  );
  const shown = steps.filter((step) => all || isWorthALine(step));
  const hidden = steps.length - shown.length;
  out.write(`\n${table(shown.map((step) => stepLine(out, step)))}`);
  if (hidden > 0) out.write(paint.dim(`  ${hidden} instant states hidden (--all shows them)\n`));
  const links = rows(out, [
    ['Metrics', verdict === null ? '' : metricsText(verdict.Metrics)],
    [
      'Verdict',
      verdict === null
        ? ''
        : `${verdict.Decision === 'APPROVED' ? paint.green(verdict.Decision) : paint.red(verdict.Decision)}  ${verdict.Reasons.map(withFigures).join('; ')}`,
    ],
    ['Ended', error === null ? '' : `${paint.red(error)}: ${cause ?? ''}`],
    ['Request', quotaRequestFor(cause ?? '', executionArn.split(':')[3] ?? '') ?? ''],
    ['Endpoint', report.endpointName ?? ''],
    ['Model', report.modelDataUrl ?? ''],
    ['Report', report.reportUri ?? ''],
    ['Console', report.consoleUrl ?? ''],
  ]);
  if (links !== '') out.write(`\n${links}`);
}

/** Metrics on one line. */
export function metricsText(metrics: Readonly<Record<string, number>>): string {
  return Object.entries(metrics)
    .map(([name, value]) => `${name} ${figure(value)}`)
    .join(' · ');
}

/** States that take no time (choices, names) are not worth a line. */
const SHOWN_FROM_SECONDS = 0.1;

function isWorthALine({ job, seconds, status, error, stateType }: StepReport): boolean {
  return (
    job !== null || error !== null || status !== 'SUCCEEDED' || ((seconds ?? 0) >= SHOWN_FROM_SECONDS && stateType !== 'Fail')
  );
}

function stepLine({ paint }: Printer, step: StepReport): string[] {
  const { stateName, status, seconds, attempts, error, cause, job } = step;
  const mark =
    { SUCCEEDED: paint.green('✓'), RUNNING: paint.cyan('●'), CAUGHT: paint.yellow('!') }[status as string] ?? paint.red('✗');
  const metrics = job === null || job === undefined ? '' : metricsText(job.metrics);
  const notes = [
    attempts > 1 ? `${attempts} attempts` : '',
    metrics,
    error === null ? '' : `${error}: ${shortCause(cause)}`,
    job?.consoleUrl === undefined ? (job?.jobName ?? '') : job.consoleUrl,
  ].filter((note) => note !== '');
  const time = seconds === null ? status.toLowerCase() : duration(seconds * 1000);
  return [` ${mark} ${stateName}`, paint.dim(time.padStart(8)), paint.dim(notes.join('  '))];
}

function shortCause(cause: string | null): string {
  const line = (cause ?? '').split('\n')[0] as string;
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

function rows({ paint }: Printer, lines: readonly (readonly [string, string])[]): string {
  return table(lines.filter(([, text]) => text !== '').map(([name, text]) => [paint.bold(name.padEnd(8)), text]));
}

/** Commands that may be of use next, on one line. */
export function nextCommands({ name, status, reportUri }: RunReport): string {
  const short = name.length > 24 ? name.slice(0, 8) : name;
  if (status === 'RUNNING') return `stepmaker logs ${short} --follow · stepmaker stop ${short}`;
  return [
    `stepmaker logs ${short}`,
    `stepmaker graph ${short}`,
    ...(reportUri === null ? [] : [`stepmaker report ${short}`]),
    // A run that failed ended in a Fail state: a redrive starts there and fails again.
    ...(status === 'ABORTED' || status === 'TIMED_OUT' ? [`stepmaker redrive ${short}`] : []),
  ].join(' · ');
}
