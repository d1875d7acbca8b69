import type { PipelineInput, PipelineOutput } from '@stepmaker/asl/pipeline';
import { parseStatesArn, stateMachineArnOf } from '../core/arn.ts';
import { sfn } from '../core/aws-packages.ts';
import { call } from '../core/call.ts';
import type { ClientOptions } from '../core/client-options.ts';
import { executionUrl } from '../core/console-url.ts';
import { LazyClients } from '../core/lazy-clients.ts';
import { hint } from '../core/nearest.ts';
import { retryThrottled } from '../core/retry-throttled.ts';
import { artifactsIn, type ExecutionArtifacts } from './artifacts.ts';
import { EventReader } from './event-reader.ts';
import { type ExecutionStep, stepsOf } from './execution-step.ts';
import { follow } from './follow.ts';
import { followPace } from './follow-pace.ts';
import { eventsAfter } from './history.ts';
import { lastLogLines } from './job-log.ts';
import { OutcomeReader } from './outcome.ts';
import type { JobLogLine, PipelineEvent, SageMakerJob } from './pipeline-event.ts';
import { pipelineOutput } from './pipeline-output.ts';

/** The status of an execution, in Step Functions' words. */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

/** Description of an execution. */
export interface ExecutionDescription {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly status: ExecutionStatus;
  readonly startDate: Date;
  readonly stopDate?: Date;
  readonly input: PipelineInput;
  /** Output of an execution that succeeded. */
  readonly output?: PipelineOutput;
  /** Error of an execution that failed, timed out or was stopped. */
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount: number;
  /** The execution's page in the AWS console; undefined on the embedded AWS. */
  readonly consoleUrl?: string;
}

/** Options of every call. */
export interface CallOptions {
  /** Ends the call. AWS continues what it has begun by then. */
  readonly signal?: AbortSignal;
}

/** Options for waiting. */
export interface WaitOptions extends CallOptions {
  /**
   * Time between two looks, in milliseconds. It grows while nothing changes, and when AWS throttles.
   *
   * @default - for an execution 280 after an event and 675 otherwise, growing to 10000; for an endpoint 1000, growing to 30000
   */
  readonly pollIntervalMillis?: number;
}

/** Events that {@link PipelineExecution.events} adds to those of Step Functions. Each kind costs further calls. */
export interface EventOptions extends WaitOptions {
  /** Whether to deliver log lines of jobs too, as `JobLogLine`. @default false */
  readonly logs?: boolean;
  /** Whether to deliver the secondary status of training jobs too, as `JobStatusChanged` with a `secondaryStatus`. @default false */
  readonly jobs?: boolean;
}

/** Selection of the lines of {@link PipelineExecution.logs}. */
export interface LogOptions extends WaitOptions {
  /** State whose jobs' lines are returned, e.g. `Train`. @default - all jobs */
  readonly stateName?: string;
  /** Continues until the execution ends. @default false: what is there now */
  readonly follow?: boolean;
  /** Maximum number of lines of each job, the last ones; not with `follow`. @default 10000 */
  readonly lines?: number;
}

/**
 * An execution of the pipeline, known by its `executionArn`.
 *
 * Ending your process does not end it; {@link PipelineExecution.stop} does.
 *
 * @example
 * const execution = await pipeline.startExecution({ DatasetUri: 's3://bucket/raw-data/houses.csv' });
 * for await (const event of execution.events()) console.log(event.type);
 * const { EndpointName } = await execution.result({ signal: AbortSignal.timeout(3_600_000) });
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 * @public
 */
export class PipelineExecution {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly region: string;
  /** The execution's page in the AWS console; undefined on the embedded AWS. */
  readonly consoleUrl: string | undefined;
  readonly #clients: LazyClients;
  #redriven: Date | undefined;

  /** @throws TypeError when `executionArn` is not the ARN of an execution */
  constructor(executionArn: string, options: ClientOptions = {}) {
    const arn = parseStatesArn(executionArn);
    if (arn?.resourceType !== 'execution' || arn.rest === undefined) {
      throw new TypeError(
        `Not the ARN of an execution: ${executionArn} (it would be arn:aws:states:REGION:ACCOUNT:execution:STATE_MACHINE:NAME)`,
      );
    }
    this.executionArn = executionArn;
    this.name = arn.rest;
    this.region = arn.region;
    this.stateMachineArn = stateMachineArnOf(executionArn) as string;
    this.consoleUrl = executionUrl(executionArn, arn.region, options);
    this.#clients = LazyClients.of({ ...options, region: options.region ?? arn.region });
  }

  /** Describes the execution now. */
  async describe({ signal }: CallOptions = {}): Promise<ExecutionDescription> {
    const { client, module } = await this.#clients.get(sfn);
    const { executionArn, name, stateMachineArn, consoleUrl } = this;
    const answer = await call(signal, (options) => client.send(new module.DescribeExecutionCommand({ executionArn }), options));
    const {
      status = 'RUNNING',
      startDate = new Date(0),
      stopDate,
      input = '{}',
      output,
      error,
      cause,
      redriveCount = 0,
    } = answer;
    return {
      executionArn,
      name,
      stateMachineArn: answer.stateMachineArn ?? stateMachineArn,
      status,
      startDate,
      input: JSON.parse(input) as PipelineInput,
      redriveCount,
      ...(stopDate && { stopDate }),
      ...(output !== undefined && { output: JSON.parse(output) as PipelineOutput }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
      ...(consoleUrl !== undefined && { consoleUrl }),
    };
  }

  /**
   * Delivers the events of the execution, from its start, as they happen; ends with an `ExecutionEnded`.
   *
   * @throws the signal's reason when it is aborted
   */
  events({
    signal,
    pollIntervalMillis,
    logs = false,
    jobs = false,
  }: EventOptions = {}): AsyncGenerator<PipelineEvent, void, void> {
    return follow({
      executionArn: this.executionArn,
      clients: this.#clients,
      pace: followPace({ pollIntervalMillis, watchesJobs: logs || jobs }),
      signal,
      logs,
      jobs,
      redriven: () => this.#redriven,
    });
  }

  /**
   * Waits for the end and gives the pipeline's output.
   *
   * @throws QualityGateFailedError when the model was judged and rejected
   * @throws ExecutionFailedError, ExecutionTimedOutError, ExecutionAbortedError as the execution ended
   */
  async result(options: WaitOptions = {}): Promise<PipelineOutput> {
    const reader = new OutcomeReader();
    for await (const event of this.events(options)) reader.take(event);
    const { executionArn, consoleUrl } = this;
    const logLines = reader.job === undefined ? [] : await this.#lastLines(reader.job, options.signal);
    return reader.outcome({ executionArn, logLines, ...(consoleUrl !== undefined && { consoleUrl }) }, pipelineOutput);
  }

  /** Stops the execution: it ends in status `ABORTED`, and its running SageMaker jobs are stopped. */
  async stop({ error, cause, signal }: CallOptions & { readonly error?: string; readonly cause?: string } = {}): Promise<void> {
    const { client, module } = await this.#clients.get(sfn);
    const reason = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    const command = new module.StopExecutionCommand({ executionArn: this.executionArn, ...reason });
    await call(signal, (options) => client.send(command, options));
  }

  /**
   * Starts a failed, stopped or timed-out execution again from the state that did not succeed. {@link PipelineExecution.events} and
   * {@link PipelineExecution.result} of this handle then wait for the new end.
   *
   * @throws ExecutionNotRedrivable (of the AWS client) when it is running, has succeeded or is too old
   */
  async redrive({ signal }: CallOptions = {}): Promise<void> {
    const { client, module } = await this.#clients.get(sfn);
    const command = new module.RedriveExecutionCommand({ executionArn: this.executionArn });
    const { redriveDate } = await call(signal, (options) => client.send(command, options));
    this.#redriven = redriveDate;
  }

  /** The states that it has entered so far, with their times, tries and jobs, in that order. */
  async steps({ signal }: CallOptions = {}): Promise<ExecutionStep[]> {
    return stepsOf(await this.#history(signal), this.region, this.#clients.options);
  }

  /**
   * Where in S3 the execution puts what it makes. What has not been made yet is not there yet.
   *
   * @throws Error when the execution has not begun its work, or never will
   */
  async artifacts({ signal }: CallOptions = {}): Promise<ExecutionArtifacts> {
    const reader = new EventReader();
    const events = (await this.#history(signal)).flatMap((raw) => reader.read(raw));
    return artifactsIn(events, this.name);
  }

  /** The SageMaker jobs that it has started so far, in that order. */
  async jobs({ signal }: CallOptions = {}): Promise<SageMakerJob[]> {
    const reader = new EventReader();
    const events = (await this.#history(signal)).flatMap((raw) => reader.read(raw));
    return events.flatMap((event) => (event.type === 'JobSubmitted' ? [event.job] : []));
  }

  /**
   * The lines that its jobs wrote, job by job.
   *
   * @throws TypeError when it has entered no state of that name or, with `follow`, when its state machine has none
   */
  async *logs({
    stateName,
    follow = false,
    lines = 10_000,
    signal,
    pollIntervalMillis,
  }: LogOptions = {}): AsyncGenerator<JobLogLine, void, void> {
    if (follow) {
      if (stateName !== undefined) await this.#requireState(stateName, signal);
      for await (const event of this.events({
        logs: true,
        ...(signal && { signal }),
        ...(pollIntervalMillis && { pollIntervalMillis }),
      }))
        if (event.type === 'JobLogLine' && (stateName === undefined || event.stateName === stateName)) yield event;
      return;
    }
    const reader = new EventReader();
    const events = (await this.#history(signal)).flatMap((raw) => reader.read(raw));
    const entered = new Set(events.flatMap((event) => (event.type === 'StateEntered' ? [event.stateName] : [])));
    if (stateName !== undefined && !entered.has(stateName))
      throw new TypeError(`The execution ${this.name} has entered no state ${stateName}${hint(stateName, entered)}`);
    for (const event of events) {
      if (event.type !== 'JobSubmitted' || (stateName !== undefined && event.stateName !== stateName)) continue;
      const { job, stateName: of } = event;
      for (const line of await lastLogLines(this.#clients, job, lines, signal))
        yield { type: 'JobLogLine', ...line, stateName: of, job };
    }
  }

  /** The last `lines` lines that one of its jobs wrote. */
  async jobLog(job: SageMakerJob, { lines = 20, signal }: CallOptions & { readonly lines?: number } = {}): Promise<string[]> {
    return (await lastLogLines(this.#clients, job, lines, signal)).map(({ message }) => message);
  }

  async #requireState(stateName: string, signal: AbortSignal | undefined): Promise<void> {
    const { client, module } = await this.#clients.get(sfn);
    const command = new module.DescribeStateMachineForExecutionCommand({ executionArn: this.executionArn });
    const { definition = '{}' } = await call(signal, (options) => client.send(command, options));
    const names = stateNames(JSON.parse(definition));
    if (!names.includes(stateName))
      throw new TypeError(`The state machine of ${this.name} has no state ${stateName}${hint(stateName, names)}`);
  }

  #history(signal: AbortSignal | undefined): ReturnType<typeof eventsAfter> {
    return eventsAfter(this.#clients, this.executionArn, 0, (request) => retryThrottled(signal, request));
  }

  /** Reads the last lines for an error. Lines that cannot be read are left out. */
  async #lastLines(job: SageMakerJob, signal: AbortSignal | undefined): Promise<string[]> {
    return this.jobLog(job, signal ? { signal } : {}).catch(() => []);
  }
}

/** The names of all states of a definition, those within others too. */
function stateNames(definition: unknown): string[] {
  if (typeof definition !== 'object' || definition === null) return [];
  const { States = {} } = definition as { readonly States?: object };
  return [...Object.keys(States), ...Object.values(definition).flatMap(stateNames)];
}
