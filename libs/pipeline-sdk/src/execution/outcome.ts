import type { Verdict } from '@stepmaker/asl/pipeline';
import {
  ExecutionAbortedError,
  ExecutionFailedError,
  ExecutionTimedOutError,
  type FailureDetails,
  QualityGateFailedError,
} from '../errors.ts';
import { descriptionIn, failureReasonIn } from './job-description.ts';
import type { ExecutionEnded, PipelineEvent, SageMakerJob } from './pipeline-event.ts';

/** Remembers of an execution's events what its outcome needs. */
export class OutcomeReader {
  #verdict: Verdict | undefined;
  #running: string | undefined;
  #jobs = new Map<string, SageMakerJob>();
  #failure: { readonly stateName: string; readonly failureReason: string | undefined } | undefined;
  #end: ExecutionEnded | undefined;

  take(event: PipelineEvent): void {
    switch (event.type) {
      case 'StateEntered':
        this.#running = event.stateName;
        break;
      case 'StateExited':
        this.#verdict = verdictIn(event.output) ?? this.#verdict;
        break;
      case 'JobSubmitted':
        this.#jobs.set(event.stateName, event.job);
        break;
      case 'TaskFailed':
        this.#failure ??= { stateName: event.stateName, failureReason: failureReasonIn(descriptionIn(event.cause)) };
        break;
      case 'ExecutionRedriven':
        this.#failure = undefined;
        break;
      case 'ExecutionEnded':
        this.#end = event;
        break;
      default:
        break;
    }
  }

  /** The SageMaker job to blame; undefined when none is. */
  get job(): SageMakerJob | undefined {
    if (this.#end?.status === 'SUCCEEDED') return undefined;
    const stateName = this.#failure?.stateName ?? (this.#end?.status === 'FAILED' ? undefined : this.#running);
    return stateName === undefined ? undefined : this.#jobs.get(stateName);
  }

  /**
   * The output of the execution.
   *
   * @param read checks the output and gives it its type
   * @throws QualityGateFailedError, ExecutionFailedError, ExecutionTimedOutError, ExecutionAbortedError as the execution ended
   */
  outcome<Output>(
    known: Pick<FailureDetails, 'executionArn' | 'consoleUrl' | 'logLines'>,
    read: (output: unknown, executionArn: string) => Output,
  ): Output {
    const end = this.#end as ExecutionEnded;
    if (end.status === 'SUCCEEDED') return read(end.output, known.executionArn);
    const stateName = this.#failure?.stateName ?? (end.status === 'FAILED' ? undefined : this.#running);
    const failureReason = this.#failure?.failureReason;
    const { job } = this;
    const details: FailureDetails = {
      ...known,
      ...(stateName !== undefined && { stateName }),
      ...(job !== undefined && { job }),
      ...(failureReason !== undefined && { failureReason }),
    };
    if (end.status === 'TIMED_OUT') throw new ExecutionTimedOutError(details);
    if (end.status === 'ABORTED') throw new ExecutionAbortedError(details, end.cause ?? end.error);
    const failure = { ...details, error: end.error ?? 'Unknown', failureCause: end.cause ?? '' };
    if (failure.error === 'QualityGateFailed' && this.#verdict !== undefined)
      throw new QualityGateFailedError(failure, this.#verdict);
    throw new ExecutionFailedError(failure);
  }
}

/** The quality gate's verdict, when `output` is one or carries one. */
export function verdictIn(output: unknown): Verdict | undefined {
  const found = (output as { Verdict?: unknown } | null | undefined)?.Verdict ?? output;
  const decision = (found as Partial<Verdict> | null | undefined)?.Decision;
  return decision === 'APPROVED' || decision === 'REJECTED' ? (found as Verdict) : undefined;
}
