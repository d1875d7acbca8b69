import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** Something that happened in an execution, in the order in which it happened. */
export type PipelineEvent = StateEntered | StateExited | JobSubmitted | TaskFailed | ExecutionEnded;

interface InState {
  readonly timestamp: Date;
  readonly stateName: string;
}

/** A state began. */
export interface StateEntered extends InState {
  readonly type: 'StateEntered';
}

/** A state ended and gave `output`. */
export interface StateExited extends InState {
  readonly type: 'StateExited';
  readonly output: unknown;
  /** The variables that the state assigned, by name. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** SageMaker took a job; its log is in CloudWatch Logs. */
export interface JobSubmitted extends InState {
  readonly type: 'JobSubmitted';
  readonly job: SageMakerJob;
}

/** A task failed; a retry, a catch or the end of the execution follows. */
export interface TaskFailed extends InState {
  readonly type: 'TaskFailed';
  readonly error: string;
  readonly cause: string;
}

/** The execution has ended: always the last event. */
export interface ExecutionEnded {
  readonly type: 'ExecutionEnded';
  readonly timestamp: Date;
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** A SageMaker job that an execution started. */
export interface SageMakerJob {
  readonly jobType: 'ProcessingJob' | 'TrainingJob';
  readonly jobName: string;
}

/** Turns history events, fed in order, into pipeline events. Remembers which state each event belongs to. */
export class EventReader {
  readonly #stateOf = new Map<number, string>();

  read(event: HistoryEvent): PipelineEvent | undefined {
    const timestamp = event.timestamp ?? new Date(0);
    const id = event.id ?? 0;
    if (event.stateEnteredEventDetails) {
      const stateName = event.stateEnteredEventDetails.name ?? '';
      this.#stateOf.set(id, stateName);
      return { type: 'StateEntered', timestamp, stateName };
    }
    const stateName = this.#stateOf.get(event.previousEventId ?? 0) ?? '';
    this.#stateOf.set(id, stateName);
    if (event.stateExitedEventDetails) {
      const { name = stateName, output, assignedVariables = {} } = event.stateExitedEventDetails;
      const variables = Object.fromEntries(
        Object.entries(assignedVariables).map(([variable, value]) => [variable, parse(value)]),
      );
      return { type: 'StateExited', timestamp, stateName: name, output: parse(output), variables };
    }
    if (event.taskSubmittedEventDetails) {
      const job = jobOf(parse(event.taskSubmittedEventDetails.output));
      return job && { type: 'JobSubmitted', timestamp, stateName, job };
    }
    return ended(event, timestamp) ?? failed(event, timestamp, stateName);
  }
}

function failed(event: HistoryEvent, timestamp: Date, stateName: string): TaskFailed | undefined {
  const details =
    event.taskFailedEventDetails ??
    event.taskTimedOutEventDetails ??
    event.taskSubmitFailedEventDetails ??
    event.taskStartFailedEventDetails ??
    event.lambdaFunctionFailedEventDetails ??
    event.lambdaFunctionTimedOutEventDetails ??
    event.evaluationFailedEventDetails;
  return details && { type: 'TaskFailed', timestamp, stateName, error: details.error ?? 'Unknown', cause: details.cause ?? '' };
}

function ended(event: HistoryEvent, timestamp: Date): ExecutionEnded | undefined {
  switch (event.type) {
    case 'ExecutionSucceeded':
      return {
        type: 'ExecutionEnded',
        timestamp,
        status: 'SUCCEEDED',
        output: parse(event.executionSucceededEventDetails?.output),
      };
    case 'ExecutionFailed':
      return { type: 'ExecutionEnded', timestamp, status: 'FAILED', ...failureOf(event.executionFailedEventDetails) };
    case 'ExecutionTimedOut':
      return { type: 'ExecutionEnded', timestamp, status: 'TIMED_OUT', ...failureOf(event.executionTimedOutEventDetails) };
    case 'ExecutionAborted':
      return { type: 'ExecutionEnded', timestamp, status: 'ABORTED', ...failureOf(event.executionAbortedEventDetails) };
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

function jobOf(output: unknown): SageMakerJob | undefined {
  const arns = output as { ProcessingJobArn?: string; TrainingJobArn?: string } | undefined;
  if (arns?.ProcessingJobArn) return { jobType: 'ProcessingJob', jobName: lastPart(arns.ProcessingJobArn) };
  if (arns?.TrainingJobArn) return { jobType: 'TrainingJob', jobName: lastPart(arns.TrainingJobArn) };
  return undefined;
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  return JSON.parse(text) as unknown;
}
