import {
  type ExecutionEnded,
  type PipelineEvent,
  type PipelineExecution,
  type PipelineOutput,
  type SageMakerJob,
  type TaskFailed,
  type Verdict,
  verdictIn,
} from '@stepmaker/pipeline-sdk';
import type { LiveView } from '../output/live-view.ts';
import { figure } from '../output/text.ts';
import { phaseOf } from './phase.ts';
import { factsIn } from './run-facts.ts';
import { RunProgress } from './run-progress.ts';
import { failedBeforeStart, type RunResult } from './run-result.ts';

const LOG_LINES = 15;

/**
 * Shows an execution until it ends, and returns its result.
 *
 * @throws the signal's reason when it is aborted; the execution continues
 */
export async function followRun(execution: PipelineExecution, view: LiveView, signal?: AbortSignal): Promise<RunResult> {
  const follower = new RunFollower(view);
  let end: ExecutionEnded | undefined;
  // Lines and steps of jobs cost further calls, so they are read only where they are drawn.
  for await (const event of execution.events({ logs: view.isLive, jobs: view.isLive, ...(signal && { signal }) })) {
    follower.take(event);
    if (event.type === 'ExecutionEnded') end = event;
    if (event.type === 'TaskFailed') await follower.showLog(execution);
  }
  return follower.result(execution.executionArn, end as ExecutionEnded);
}

class RunFollower {
  readonly #view: LiveView;
  readonly #progress: RunProgress;
  readonly #timings: Record<string, number> = {};
  #began = 0;
  #entered = 0;
  #phase: Phase | undefined;
  #job: SageMakerJob | undefined;
  #verdict: Verdict | undefined;
  #runId: string | undefined;

  constructor(view: LiveView) {
    this.#view = view;
    this.#progress = new RunProgress(view.paint);
    view.setPanel((width) => this.#progress.lines(width));
  }

  take(event: PipelineEvent): void {
    const at = event.timestamp.getTime();
    this.#began ||= at;
    switch (event.type) {
      case 'StateEntered':
        this.#entered = at;
        this.#job = undefined;
        if (phaseOf(event.stateName) !== this.#phase?.name) this.#beginPhase(phaseOf(event.stateName), at);
        break;
      case 'JobSubmitted':
        this.#job = event.job;
        break;
      case 'JobMetric':
        this.#progress.take(event);
        if (this.#phase) this.#phase.note = this.#progress.metrics;
        break;
      case 'JobStatusChanged':
      case 'JobLogLine':
        this.#progress.take(event);
        break;
      case 'StateExited': {
        const verdict = verdictIn(event.output);
        if (verdict !== undefined && this.#verdict === undefined && this.#phase !== undefined) {
          this.#verdict = verdict;
          this.#phase.note = `${verdict.Metric} ${figure(verdict.Value)}, threshold ${verdict.Threshold}: ${verdict.Decision}`;
        }
        this.#runId ??= factsIn(event.variables)?.runId;
        this.#timings[event.stateName] = (this.#timings[event.stateName] ?? 0) + (at - this.#entered) / 1000;
        break;
      }
      case 'TaskFailed':
        if (this.#phase) this.#phase.failed = true;
        this.#view.fail(this.#phase?.name ?? event.stateName, at - this.#entered, `${event.error}: ${reasonIn(event)}`);
        break;
      case 'ExecutionStarted':
      case 'ExecutionRedriven':
        this.#began = at;
        break;
      case 'ExecutionEnded':
        this.#endPhase(at);
        this.#timings['total'] = (at - this.#began) / 1000;
        break;
    }
  }

  #beginPhase(name: string, at: number): void {
    this.#endPhase(at);
    this.#phase = { name, began: at, note: '', failed: false };
    this.#progress.begin(name);
    this.#view.begin(name, () => this.#progress.doing);
  }

  #endPhase(at: number): void {
    const { name, began, note, failed } = this.#phase ?? NO_PHASE;
    if (!failed) this.#progress.end(name);
    if (!failed && (at - began >= SHOWN_FROM_MILLIS || note !== '')) this.#view.succeed(name, at - began, note);
    else this.#view.stop();
  }

  /** The end of the failed job's log. */
  async showLog(execution: PipelineExecution): Promise<void> {
    if (this.#job === undefined) return;
    for (const line of await execution.jobLog(this.#job, { lines: LOG_LINES })) this.#view.line(`      │ ${line}`);
  }

  result(executionArn: string, end: ExecutionEnded): RunResult {
    const output = end.status === 'SUCCEEDED' ? (end.output as PipelineOutput) : undefined;
    return {
      ...failedBeforeStart('', ''),
      status: end.status,
      decision: this.#verdict?.Decision ?? null,
      reasons: this.#verdict?.Reasons ?? [],
      threshold: this.#verdict?.Threshold ?? null,
      metrics: this.#verdict?.Metrics ?? null,
      executionArn,
      runId: this.#runId ?? null,
      endpointName: output?.EndpointName ?? null,
      error: end.error ?? null,
      cause: end.cause ?? null,
      timings: this.#timings,
    };
  }
}

/** One line of the output: a state, or the states that deploy together. */
interface Phase {
  readonly name: string;
  readonly began: number;
  note: string;
  /** A task failed, which has been shown. */
  failed: boolean;
}

const NO_PHASE: Phase = { name: '', began: 0, note: '', failed: true };

/** States that take no time (choices, names) are not worth a line. */
const SHOWN_FROM_MILLIS = 20;

/** The failure in plain words: a failed job's cause is its description as JSON. */
function reasonIn({ cause }: TaskFailed): string {
  try {
    const description = JSON.parse(cause) as { FailureReason?: string; ExitMessage?: string; errorMessage?: string };
    return description.ExitMessage ?? description.FailureReason ?? description.errorMessage ?? cause;
  } catch {
    return cause;
  }
}
