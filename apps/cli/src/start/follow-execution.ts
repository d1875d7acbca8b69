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
import type { LiveView } from '../view/live-view.ts';
import { figure } from '../view/text.ts';
import { failedBeforeStart, type RunResult } from './run-result.ts';

const LOG_LINES = 15;

/** Shows an execution until it ends, and gives what became of it. */
export async function followExecution(execution: PipelineExecution, view: LiveView): Promise<RunResult> {
  const follower = new Follower(view);
  let end: ExecutionEnded | undefined;
  for await (const event of execution.events()) {
    follower.take(event);
    if (event.type === 'ExecutionEnded') end = event;
    if (event.type === 'TaskFailed') await follower.showLog(execution);
  }
  return follower.result(execution.executionArn, end as ExecutionEnded);
}

class Follower {
  readonly #view: LiveView;
  readonly #timings: Record<string, number> = {};
  #began = 0;
  #entered = 0;
  #job: SageMakerJob | undefined;
  #verdict: Verdict | undefined;
  #runId: string | undefined;

  constructor(view: LiveView) {
    this.#view = view;
  }

  take(event: PipelineEvent): void {
    const at = event.timestamp.getTime();
    this.#began ||= at;
    switch (event.type) {
      case 'StateEntered':
        this.#entered = at;
        this.#job = undefined;
        this.#view.begin(event.stateName);
        break;
      case 'JobSubmitted':
        this.#job = event.job;
        break;
      case 'StateExited': {
        const verdict = verdictIn(event.output);
        const isNew = verdict !== undefined && this.#verdict === undefined;
        this.#verdict ??= verdict;
        this.#runId ??= (event.variables['Run'] as { Id?: string } | undefined)?.Id;
        this.#count(event.stateName, at);
        const note = isNew
          ? `${verdict.Metric} ${figure(verdict.Value)}, threshold ${verdict.Threshold}: ${verdict.Decision}`
          : '';
        if (at - this.#entered >= SHOWN_FROM_MILLIS || isNew) this.#view.succeed(event.stateName, at - this.#entered, note);
        break;
      }
      case 'TaskFailed':
        this.#view.fail(event.stateName, at - this.#entered, `${event.error}: ${reasonIn(event)}`);
        break;
      case 'ExecutionEnded':
        this.#timings['total'] = (at - this.#began) / 1000;
        break;
    }
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

  #count(stateName: string, at: number): void {
    this.#timings[stateName] = (this.#timings[stateName] ?? 0) + (at - this.#entered) / 1000;
  }
}

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
