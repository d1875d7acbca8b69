import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { PipelineOutput, Verdict } from '@stepmaker/asl/pipeline';
import type { LazyClients } from './clients.ts';
import { ExecutionAbortedError, ExecutionFailedError, ExecutionTimedOutError, QualityGateFailedError } from './errors.ts';
import { eventsAfter } from './history.ts';
import { tailJobLog } from './job-log.ts';
import { pause } from './pause.ts';
import { EventReader, type ExecutionEnded, type PipelineEvent, type SageMakerJob } from './pipeline-event.ts';

/** How to wait for something that AWS is doing. */
export interface WaitOptions {
  /** Ends the waiting, not the execution. */
  readonly signal?: AbortSignal;
  /** Time between two looks, in milliseconds. @default 1000, or 100 when the endpoint is on this machine */
  readonly pollIntervalMillis?: number;
}

/**
 * An execution of the pipeline, known by its `executionArn`.
 *
 * Ending your process does not end it; {@link PipelineExecution.stop} does.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 * @public
 */
export class PipelineExecution {
  readonly executionArn: string;
  readonly #clients: LazyClients;
  readonly #pollIntervalMillis: number;

  /** @internal use {@link PipelineClient.startExecution} or {@link PipelineClient.execution} */
  constructor(executionArn: string, clients: LazyClients, pollIntervalMillis: number) {
    this.executionArn = executionArn;
    this.#clients = clients;
    this.#pollIntervalMillis = pollIntervalMillis;
  }

  /** What Step Functions says of the execution now. */
  async describe(options: { readonly signal?: AbortSignal } = {}): Promise<DescribeExecutionCommandOutput> {
    const [sfn, { DescribeExecutionCommand }] = await Promise.all([this.#clients.sfn(), import('@aws-sdk/client-sfn')]);
    return sfn.send(
      new DescribeExecutionCommand({ executionArn: this.executionArn }),
      options.signal ? { abortSignal: options.signal } : {},
    );
  }

  /**
   * What happens in the execution, from its start, as it happens; ends with an `ExecutionEnded`.
   *
   * @throws AbortError when `signal` is aborted
   */
  async *events({
    signal,
    pollIntervalMillis = this.#pollIntervalMillis,
  }: WaitOptions = {}): AsyncGenerator<PipelineEvent, void, void> {
    const sfn = await this.#clients.sfn();
    const reader = new EventReader();
    let lastId = 0;
    for (;;) {
      for (const raw of await eventsAfter(sfn, this.executionArn, lastId, signal)) {
        lastId = raw.id ?? lastId;
        const event = reader.read(raw);
        if (event === undefined) continue;
        yield event;
        if (event.type === 'ExecutionEnded') return;
      }
      await pause(pollIntervalMillis, signal);
    }
  }

  /**
   * Waits for the end and gives the pipeline's output.
   *
   * @throws QualityGateFailedError when the model was judged and rejected
   * @throws ExecutionFailedError, ExecutionTimedOutError, ExecutionAbortedError as the execution ended
   */
  async result(options: WaitOptions = {}): Promise<PipelineOutput> {
    let verdict: Verdict | undefined;
    let failedState: string | undefined;
    let end: ExecutionEnded | undefined;
    for await (const event of this.events(options)) {
      if (event.type === 'StateExited') verdict = verdictIn(event.output) ?? verdict;
      if (event.type === 'TaskFailed') failedState ??= event.stateName;
      if (event.type === 'ExecutionEnded') end = event;
    }
    return outcome(this.executionArn, end as ExecutionEnded, verdict, failedState);
  }

  /** Stops the execution: it ends in status `ABORTED`, and its running SageMaker jobs are stopped. */
  async stop(reason: { readonly error?: string; readonly cause?: string } = {}): Promise<void> {
    const [sfn, { StopExecutionCommand }] = await Promise.all([this.#clients.sfn(), import('@aws-sdk/client-sfn')]);
    await sfn.send(new StopExecutionCommand({ executionArn: this.executionArn, ...reason }));
  }

  /** Starts a failed, stopped or timed-out execution again from the state that did not succeed. */
  async redrive(): Promise<void> {
    const [sfn, { RedriveExecutionCommand }] = await Promise.all([this.#clients.sfn(), import('@aws-sdk/client-sfn')]);
    await sfn.send(new RedriveExecutionCommand({ executionArn: this.executionArn }));
  }

  /** The SageMaker jobs that it has started so far, in that order. */
  async jobs(options: { readonly signal?: AbortSignal } = {}): Promise<SageMakerJob[]> {
    const reader = new EventReader();
    const history = await eventsAfter(await this.#clients.sfn(), this.executionArn, 0, options.signal);
    return history.flatMap((raw) => {
      const event = reader.read(raw);
      return event?.type === 'JobSubmitted' ? [event.job] : [];
    });
  }

  /** The last `lines` lines that one of its jobs wrote. */
  async jobLog(job: SageMakerJob, { lines = 20 }: { readonly lines?: number } = {}): Promise<string[]> {
    return tailJobLog(await this.#clients.cloudwatchLogs(), job, lines);
  }
}

/** The quality gate's verdict, when `output` is one or carries one. */
export function verdictIn(output: unknown): Verdict | undefined {
  const found = (output as { Verdict?: unknown } | null | undefined)?.Verdict ?? output;
  const decision = (found as Partial<Verdict> | null | undefined)?.Decision;
  return decision === 'APPROVED' || decision === 'REJECTED' ? (found as Verdict) : undefined;
}

function outcome(
  executionArn: string,
  end: ExecutionEnded,
  verdict: Verdict | undefined,
  stateName: string | undefined,
): PipelineOutput {
  switch (end.status) {
    case 'SUCCEEDED':
      return end.output as PipelineOutput;
    case 'TIMED_OUT':
      throw new ExecutionTimedOutError(executionArn);
    case 'ABORTED':
      throw new ExecutionAbortedError(executionArn, end.cause ?? end.error);
    case 'FAILED': {
      const failure = {
        executionArn,
        error: end.error ?? 'Unknown',
        failureCause: end.cause ?? '',
        ...(stateName !== undefined && { stateName }),
      };
      if (failure.error === 'QualityGateFailed' && verdict !== undefined) throw new QualityGateFailedError(failure, verdict);
      throw new ExecutionFailedError(failure);
    }
  }
}
