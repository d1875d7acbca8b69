import type { DeploymentInput, DeploymentOutput } from '@stepmaker/asl/pipeline/deployment';
import type { ClientOptions } from '../core/client-options.ts';
import { OutcomeReader } from '../execution/outcome.ts';
import type { PipelineEvent } from '../execution/pipeline-event.ts';
import {
  type CallOptions,
  type EventOptions,
  type ExecutionDescription,
  PipelineExecution,
  type WaitOptions,
} from '../execution/pipeline-execution.ts';
import { deploymentOutput } from './deployment-output.ts';

/** Description of an execution of the deployment machine. */
export interface DeploymentDescription extends Omit<ExecutionDescription, 'input' | 'output'> {
  readonly input: DeploymentInput;
  /** Output of an execution that succeeded. */
  readonly output?: DeploymentOutput;
}

/**
 * An execution of the deployment machine: it serves a model on an endpoint, checks that it answers, and rolls back where it does not.
 *
 * Ending your process does not end it; {@link DeploymentExecution.stop} does.
 *
 * @example
 * const deployment = await pipeline.deployModel({ ModelDataUrl: 's3://bucket/model-artifacts/…/model.tar.gz' });
 * const { EndpointAction, EndpointName } = await deployment.result();
 * @public
 */
export class DeploymentExecution {
  readonly executionArn: string;
  readonly name: string;
  /** The execution's page in the AWS console; undefined on the embedded AWS. */
  readonly consoleUrl: string | undefined;
  readonly #execution: PipelineExecution;

  /** @throws TypeError when `executionArn` is not the ARN of an execution */
  constructor(executionArn: string, options: ClientOptions = {}) {
    this.#execution = new PipelineExecution(executionArn, options);
    this.executionArn = executionArn;
    this.name = this.#execution.name;
    this.consoleUrl = this.#execution.consoleUrl;
  }

  /** Describes the execution now. */
  async describe(options: CallOptions = {}): Promise<DeploymentDescription> {
    return (await this.#execution.describe(options)) as unknown as DeploymentDescription;
  }

  /**
   * Delivers the events of the execution, from its start, as they happen; ends with an `ExecutionEnded`.
   *
   * @throws the signal's reason when it is aborted
   */
  events(options: EventOptions = {}): AsyncGenerator<PipelineEvent, void, void> {
    return this.#execution.events(options);
  }

  /**
   * Waits for the end and gives the output.
   *
   * @throws ExecutionFailedError with `error` `DeploymentFailed`, `SmokeTestFailed` or `InvalidDeploymentInput`
   * @throws ExecutionTimedOutError, ExecutionAbortedError as the execution ended
   */
  async result(options: WaitOptions = {}): Promise<DeploymentOutput> {
    const reader = new OutcomeReader();
    for await (const event of this.events(options)) reader.take(event);
    const { executionArn, consoleUrl } = this;
    return reader.outcome({ executionArn, logLines: [], ...(consoleUrl !== undefined && { consoleUrl }) }, deploymentOutput);
  }

  /** Stops the execution: it ends in status `ABORTED`, and what it has begun at the endpoint stays as it is. */
  async stop(options: CallOptions & { readonly error?: string; readonly cause?: string } = {}): Promise<void> {
    await this.#execution.stop(options);
  }

  /**
   * Starts a failed, stopped or timed-out execution again from the state that did not succeed.
   *
   * @throws ExecutionNotRedrivable (of the AWS client) when it is running, has succeeded or is too old
   */
  async redrive(options: CallOptions = {}): Promise<void> {
    await this.#execution.redrive(options);
  }
}
