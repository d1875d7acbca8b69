import type { Paint } from '../output/paint.ts';

/** A status of a run or of an endpoint in its colour. */
export function paintStatus(paint: Paint, status: string): string {
  if (/^(SUCCEEDED|InService)$/.test(status)) return paint.green(status);
  if (/^(FAILED|TIMED_OUT|ABORTED|Failed)$/.test(status)) return paint.red(status);
  return paint.cyan(status);
}
