import type { JobLogLine, JobMetric, JobStatusChanged } from '@stepmaker/pipeline-sdk';
import { bar } from '../output/bar.ts';
import type { Paint } from '../output/paint.ts';
import { duration, figure } from '../output/text.ts';
import { PHASES } from './phase.ts';

const TAIL = 5;

/** What is drawn below the running step: how far the run is, the metrics so far, and the last lines that the job wrote. */
export class RunProgress {
  readonly #paint: Paint;
  readonly #began = Date.now();
  readonly #metrics = new Map<string, number>();
  #tail: string[] = [];
  #doing = '';
  #done = 0;

  constructor(paint: Paint) {
    this.#paint = paint;
  }

  /** Returns the status of the running job. */
  get doing(): string {
    return this.#doing;
  }

  /** The metrics of the running job, in words; empty when it has none. */
  get metrics(): string {
    return [...this.#metrics].map(([name, value]) => `${name} ${figure(value)}`).join(' · ');
  }

  /** A phase has begun: what belonged to the one before is over. */
  begin(phase: string): void {
    // States between and after the phases belong to none.
    this.#done = Math.max(this.#done, PHASES.indexOf(phase));
    this.#metrics.clear();
    this.#tail = [];
    this.#doing = '';
  }

  /** A phase has ended well. */
  end(phase: string): void {
    this.#done = Math.max(this.#done, PHASES.indexOf(phase) + 1);
  }

  take(event: JobLogLine | JobMetric | JobStatusChanged): void {
    if (event.type === 'JobMetric') this.#metrics.set(event.metricName, event.value);
    else if (event.type === 'JobStatusChanged') this.#doing = event.secondaryStatus ?? event.status;
    else this.#tail = [...this.#tail, event.message].slice(-TAIL);
  }

  /** The lines of the panel. */
  lines(width: number): string[] {
    const { dim } = this.#paint;
    const fit = (text: string, indent: number): string =>
      text.length > width - indent ? `${text.slice(0, Math.max(0, width - indent - 1))}…` : text;
    return [
      `    ${bar(this.#paint, this.#done / PHASES.length)} ${dim(`${this.#done} of ${PHASES.length} · ${duration(Date.now() - this.#began)} · Ctrl-C stops following`)}`,
      ...(this.#metrics.size > 0 ? [`    ${fit(this.metrics, 4)}`] : []),
      ...this.#tail.map((line) => dim(`    │ ${fit(line, 6)}`)),
    ];
  }
}
