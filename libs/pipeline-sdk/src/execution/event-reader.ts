import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { descriptionIn, failureReasonIn, type JobDescription, jobIn, jobStatus } from './job-description.ts';
import type { ExecutionEnded, PipelineEvent, SageMakerJob, TaskFailed } from './pipeline-event.ts';

/** Turns history events, fed in order, into pipeline events. Remembers which state, and which job, each event belongs to. */
export class EventReader {
  readonly #stateOf = new Map<number, string>();
  readonly #jobOf = new Map<number, SageMakerJob>();

  read(event: HistoryEvent): PipelineEvent[] {
    const timestamp = event.timestamp ?? new Date(0);
    const id = event.id ?? 0;
    if (event.stateEnteredEventDetails) {
      const stateName = event.stateEnteredEventDetails.name ?? '';
      this.#stateOf.set(id, stateName);
      return [{ type: 'StateEntered', timestamp, stateName, stateType: (event.type ?? '').replace(/StateEntered$/, '') }];
    }
    const before = event.previousEventId ?? 0;
    const stateName = this.#stateOf.get(before) ?? '';
    this.#stateOf.set(id, stateName);
    if (event.stateExitedEventDetails) {
      const { name = stateName, output, assignedVariables = {} } = event.stateExitedEventDetails;
      const variables = Object.fromEntries(
        Object.entries(assignedVariables).map(([variable, value]) => [variable, parse(value)]),
      );
      return [{ type: 'StateExited', timestamp, stateName: name, output: parse(output), variables }];
    }
    if (event.taskSubmittedEventDetails) {
      const job = jobIn(parse(event.taskSubmittedEventDetails.output) as JobDescription);
      if (job === undefined) return [];
      this.#jobOf.set(id, job);
      const of = { timestamp, stateName, job };
      return [
        { type: 'JobSubmitted', ...of },
        { type: 'JobStatusChanged', ...of, status: 'InProgress' },
      ];
    }
    const job = this.#jobOf.get(before);
    if (event.taskSucceededEventDetails && job !== undefined) {
      return jobEnded({ timestamp, stateName, job }, parse(event.taskSucceededEventDetails.output) as JobDescription);
    }
    return this.#beginning(event, timestamp) ?? ended(event, timestamp) ?? failed(event, timestamp, stateName, job);
  }

  /** The state that an event, once read, belongs to; empty for events of the execution. */
  stateOf({ id = 0 }: HistoryEvent): string {
    return this.#stateOf.get(id) ?? '';
  }

  #beginning(event: HistoryEvent, timestamp: Date): PipelineEvent[] | undefined {
    if (event.type === 'ExecutionStarted')
      return [{ type: 'ExecutionStarted', timestamp, input: parse(event.executionStartedEventDetails?.input) }];
    if (event.type !== 'ExecutionRedriven') return undefined;
    return [{ type: 'ExecutionRedriven', timestamp, redriveCount: event.executionRedrivenEventDetails?.redriveCount ?? 0 }];
  }
}

/** Whether an event is the end of an execution, or was until a redrive. */
export function isEnd({ type }: HistoryEvent): boolean {
  return /^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(type ?? '');
}

function jobEnded(
  of: { readonly timestamp: Date; readonly stateName: string; readonly job: SageMakerJob },
  description: JobDescription,
): PipelineEvent[] {
  const metrics = (description.FinalMetricDataList ?? []).map(
    ({ MetricName = '', Value = Number.NaN }) => ({ type: 'JobMetric', ...of, metricName: MetricName, value: Value }) as const,
  );
  const failureReason = failureReasonIn(description);
  const status = jobStatus(description);
  if (status === undefined) return metrics;
  return [...metrics, { type: 'JobStatusChanged', ...of, status, ...(failureReason !== undefined && { failureReason }) }];
}

function failed(event: HistoryEvent, timestamp: Date, stateName: string, job: SageMakerJob | undefined): PipelineEvent[] {
  const details =
    event.taskFailedEventDetails ??
    event.taskTimedOutEventDetails ??
    event.taskSubmitFailedEventDetails ??
    event.taskStartFailedEventDetails ??
    event.lambdaFunctionFailedEventDetails ??
    event.lambdaFunctionTimedOutEventDetails ??
    event.evaluationFailedEventDetails;
  if (details === undefined) return [];
  const { error = 'Unknown', cause = '' } = details;
  const failure: TaskFailed = { type: 'TaskFailed', timestamp, stateName, error, cause };
  const description = descriptionIn(cause);
  return job === undefined || description === undefined
    ? [failure]
    : [...jobEnded({ timestamp, stateName, job }, description), failure];
}

function ended(event: HistoryEvent, timestamp: Date): [ExecutionEnded] | undefined {
  const end = { type: 'ExecutionEnded', timestamp } as const;
  switch (event.type) {
    case 'ExecutionSucceeded':
      return [{ ...end, status: 'SUCCEEDED', output: parse(event.executionSucceededEventDetails?.output) }];
    case 'ExecutionFailed':
      return [{ ...end, status: 'FAILED', ...failureOf(event.executionFailedEventDetails) }];
    case 'ExecutionTimedOut':
      return [{ ...end, status: 'TIMED_OUT', ...failureOf(event.executionTimedOutEventDetails) }];
    case 'ExecutionAborted':
      return [{ ...end, status: 'ABORTED', ...failureOf(event.executionAbortedEventDetails) }];
    default:
      return undefined;
  }
}

function failureOf(details: { error?: string | undefined; cause?: string | undefined } | undefined): {
  error?: string;
  cause?: string;
} {
  return {
    ...(details?.error !== undefined && { error: details.error }),
    ...(details?.cause !== undefined && { cause: details.cause }),
  };
}

/** The value of a JSON text; the text itself where Step Functions has cut it. */
function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
