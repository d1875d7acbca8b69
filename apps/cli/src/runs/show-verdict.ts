import { quotaRequestFor } from '@stepmaker/pipeline-sdk';
import { paintFor } from '../output/paint.ts';
import { column, figure, withFigures } from '../output/text.ts';
import type { RunResult } from './run-result.ts';

/** Prints metrics and verdict, or why there are none. */
export function showVerdict(
  stream: NodeJS.WriteStream,
  { status, metrics, decision, reasons, error, cause, timings, executionArn }: RunResult,
): void {
  const paint = paintFor(stream);
  stream.write('\n');
  if (metrics)
    row(
      'Metrics',
      Object.entries(metrics)
        .map(([name, value]) => `${name} ${figure(value)}`)
        .join(' · '),
    );
  if (decision)
    row(
      'Verdict',
      `${decision === 'APPROVED' ? paint.green(decision) : paint.red(decision)}  ${reasons.map(withFigures).join('; ')}`,
    );
  if (status !== 'SUCCEEDED') row('Ended', `${paint.red(error ?? status)}: ${cause ?? ''}`);
  const request = quotaRequestFor(cause ?? '', executionArn?.split(':')[3] ?? '');
  if (request !== undefined) row('To request', request);
  row('Took', `${(timings['total'] ?? 0).toFixed(1)} s`);

  function row(name: string, text: string): void {
    stream.write(`  ${paint.bold(column(name, 11))}${text}\n`);
  }
}
