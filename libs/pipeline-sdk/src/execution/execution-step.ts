import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { ClientOptions } from '../core/client-options.ts';
import { sagemakerUrl } from '../core/console-url.ts';
import { EventReader } from './event-reader.ts';
import { descriptionIn, failureReasonIn } from './job-description.ts';
import type { ExecutionEnded, PipelineEvent, SageMakerJob } from './pipeline-event.ts';

/** A visit to a state, as far as it has come. */
export interface ExecutionStep {
  readonly stateName: string;
  /** `Task`, `Choice`, `Pass`, `Wait`, `Map`, `Parallel`, `Succeed` or `Fail`. */
  readonly stateType: string;
  /** `CAUGHT` when the state failed and another one took over. */
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'CAUGHT' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly enteredDate: Date;
  readonly exitedDate?: Date;
  /** Milliseconds from entering to leaving. Undefined while it runs. */
  readonly durationMillis?: number;
  /** Number of attempts of its task: 1 unless it failed and was tried again; 0 for states that have no task. */
  readonly attempts: number;
  readonly output?: unknown;
  /** The last failure of its task. */
  readonly error?: string;
  /** Why, in plain words: a job's failure reason where there is one. */
  readonly cause?: string;
  readonly job?: StepJob;
}

/** The SageMaker job of a step: the last one, if the task was tried more than once. */
export interface StepJob extends SageMakerJob {
  readonly status: string;
  readonly failureReason?: string;
  /** Metrics by name. Empty for jobs without metric definitions. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The job's page in the AWS console; undefined on the embedded AWS. */
  readonly consoleUrl?: string;
}

type Draft = { -readonly [Member in keyof ExecutionStep]: ExecutionStep[Member] } & { failures: number };

/** The steps of an execution, in the order in which they were entered. */
export function stepsOf(history: readonly HistoryEvent[], region: string | undefined, options: ClientOptions): ExecutionStep[] {
  const reader = new EventReader();
  const drafts: Draft[] = [];
  const running = (stateName: string): Draft | undefined =>
    drafts.findLast((draft) => draft.stateName === stateName && draft.status === 'RUNNING');
  for (const raw of history) {
    const events = reader.read(raw);
    if (/^(Task|LambdaFunction|Activity)Scheduled$/.test(raw.type ?? '')) {
      const draft = running(reader.stateOf(raw));
      if (draft) draft.attempts += 1;
    }
    for (const event of events) {
      if (event.type === 'StateEntered') {
        const { stateName, stateType, timestamp } = event;
        drafts.push({ stateName, stateType, status: 'RUNNING', enteredDate: timestamp, attempts: 0, failures: 0 });
      } else if (event.type === 'ExecutionEnded') end(drafts, event);
      else if ('stateName' in event) {
        const draft = running(event.stateName);
        if (draft) take(draft, event, (job) => jobUrl(job, region, options));
      }
    }
  }
  return drafts.map(({ failures: _, ...step }) => step);
}

function take(
  draft: Draft,
  event: Extract<PipelineEvent, { stateName: string }>,
  urlOf: (job: SageMakerJob) => string | undefined,
): void {
  switch (event.type) {
    case 'StateExited':
      draft.status = draft.failures > 0 && draft.failures >= draft.attempts ? 'CAUGHT' : 'SUCCEEDED';
      draft.output = event.output;
      leave(draft, event.timestamp);
      break;
    case 'JobSubmitted': {
      const consoleUrl = urlOf(event.job);
      draft.job = { ...event.job, status: 'InProgress', metrics: {}, ...(consoleUrl && { consoleUrl }) };
      break;
    }
    case 'JobStatusChanged':
      if (draft.job) {
        const { status, failureReason } = event;
        draft.job = { ...draft.job, status, ...(failureReason !== undefined && { failureReason }) };
      }
      break;
    case 'JobMetric':
      if (draft.job) draft.job = { ...draft.job, metrics: { ...draft.job.metrics, [event.metricName]: event.value } };
      break;
    case 'TaskFailed':
      draft.error = event.error;
      draft.cause = failureReasonIn(descriptionIn(event.cause)) ?? event.cause;
      draft.failures += 1;
      break;
    default:
      break;
  }
}

/** Ends the steps that were running when the execution ended. */
function end(drafts: readonly Draft[], { status, timestamp, error, cause }: ExecutionEnded): void {
  for (const draft of drafts) {
    if (draft.status !== 'RUNNING') continue;
    draft.status = status;
    leave(draft, timestamp);
    if (draft.stateType !== 'Fail') continue;
    if (error !== undefined) draft.error = error;
    if (cause !== undefined) draft.cause = cause;
  }
}

function leave(draft: Draft, at: Date): void {
  draft.exitedDate = at;
  draft.durationMillis = at.getTime() - draft.enteredDate.getTime();
}

function jobUrl({ jobType, jobName }: SageMakerJob, region: string | undefined, options: ClientOptions): string | undefined {
  return sagemakerUrl(jobType === 'TrainingJob' ? 'jobs' : 'processing-jobs', jobName, region, options);
}
