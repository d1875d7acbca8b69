import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';

/** A line of a job's log. */
export interface ScriptedLine {
  readonly jobName: string;
  /** Milliseconds since the run's start. */
  readonly at: number;
  readonly message: string;
}

/** What happens in an execution, and when. */
export interface ScriptedRun {
  /** With the milliseconds since the run's start as their timestamps. */
  readonly events: readonly HistoryEvent[];
  readonly lines: readonly ScriptedLine[];
}

const JOB_RESOURCE = { resource: 'createTrainingJob.sync', resourceType: 'sagemaker' } as const;

/** Writes the history of an execution. Each method continues where the one before ended. */
export class RunScript {
  readonly #events: HistoryEvent[] = [];
  readonly #lines: ScriptedLine[] = [];
  #at = 0;

  constructor() {
    this.event('ExecutionStarted', { executionStartedEventDetails: { input: '{}' } });
  }

  /** Adds an event, `after` milliseconds later. */
  event(type: HistoryEventType, details: Partial<HistoryEvent> = {}, after = 0): this {
    this.#at += after;
    const id = this.#events.length + 1;
    this.#events.push({ id, previousEventId: id - 1, type, timestamp: new Date(this.#at), ...details });
    return this;
  }

  enter(stateType: 'Pass' | 'Task' | 'Wait', name: string): this {
    return this.event(`${stateType}StateEntered`, { stateEnteredEventDetails: { name } });
  }

  exit(stateType: 'Pass' | 'Task' | 'Wait', name: string, after = 0): this {
    return this.event(`${stateType}StateExited`, { stateExitedEventDetails: { name, output: '{}' } }, after);
  }

  /** States that take no time. */
  passes(count: number): this {
    for (let index = 0; index < count; index++) this.enter('Pass', `Pass${index}`).exit('Pass', `Pass${index}`);
    return this;
  }

  wait(millis: number): this {
    return this.enter('Wait', 'Wait').exit('Wait', 'Wait', millis);
  }

  /** A task that calls something, such as a function. */
  task(name: string, millis: number): this {
    return this.enter('Task', name).event('TaskScheduled').exit('Task', name, millis);
  }

  /** A task that runs a training job, which writes lines at these parts of its time. */
  job(name: string, millis: number, linesAt: readonly number[] = []): this {
    this.#submitJob(name, millis, linesAt);
    const metrics = [{ MetricName: 'r2', Value: 0.9 }];
    const job = { TrainingJobName: name.toLowerCase(), TrainingJobStatus: 'Completed', FinalMetricDataList: metrics };
    const output = JSON.stringify(job);
    return this.event('TaskSucceeded', { taskSucceededEventDetails: { ...JOB_RESOURCE, output } }, millis).exit('Task', name);
  }

  /** A task that runs a training job, and an abort of the execution after these milliseconds, while the job runs. */
  abortedJob(name: string, millis: number, linesAt: readonly number[] = []): this {
    this.#submitJob(name, millis, linesAt);
    return this.event('ExecutionAborted', { executionAbortedEventDetails: {} }, millis);
  }

  #submitJob(name: string, millis: number, linesAt: readonly number[]): void {
    const jobName = name.toLowerCase();
    const arn = JSON.stringify({ TrainingJobArn: `arn:aws:sagemaker:us-east-1:0:training-job/${jobName}` });
    this.enter('Task', name).event('TaskScheduled').event('TaskStarted', {}, 3);
    this.event('TaskSubmitted', { taskSubmittedEventDetails: { ...JOB_RESOURCE, output: arn } }, 2);
    for (const part of linesAt) this.#lines.push({ jobName, at: this.#at + part * millis, message: `${name} ${part}` });
  }

  end(): ScriptedRun {
    this.event('ExecutionSucceeded', { executionSucceededEventDetails: { output: '{}' } });
    return { events: this.#events, lines: this.#lines };
  }
}

/** A run of the pipeline as the embedded AWS recorded it; its jobs take `slowness` times as long. */
export function pipelineRun(slowness = 1): ScriptedRun {
  return new RunScript()
    .passes(3)
    .job('Preprocess', 156 * slowness, [0.77, 0.96])
    .job('Train', 2337 * slowness, [0.49, 0.69, 0.88, 0.92, 0.92, 0.92])
    .job('Evaluate', 2315 * slowness, [0.93])
    .task('QualityGate', 15 * slowness)
    .passes(12)
    .wait(1000)
    .passes(4)
    .wait(2003)
    .passes(5)
    .task('SmokeTest', 18 * slowness)
    .passes(5)
    .end();
}
