import { type PipelineInput, validatePipelineInput } from '@stepmaker/asl/pipeline';
import { type ClientOptions, LazyClients } from './clients.ts';
import { EndpointClient } from './endpoint-client.ts';
import { InvalidPipelineInputError } from './errors.ts';
import { PipelineExecution } from './pipeline-execution.ts';

/** Which deployed pipeline to use: by its state machine, or by the stack that has it. */
export type PipelineClientOptions = ClientOptions & ({ readonly stateMachineArn: string } | { readonly stackName: string });

/** One execution in a list. */
export interface ExecutionSummary {
  readonly executionArn: string;
  readonly name: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';
  readonly startDate: Date;
  readonly stopDate?: Date;
}

/**
 * A deployed machine-learning pipeline: starts executions and finds those that were started.
 *
 * @example
 * const pipeline = new PipelineClient({ stackName: 'ml-pipeline-stack' });
 * const execution = await pipeline.startExecution({ DatasetUri: 's3://bucket/raw-data/houses.csv' });
 * const { EndpointName } = await execution.result();
 * const [price] = await pipeline.endpoint(EndpointName).predict([[0.02729, 0.0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03]]);
 * @public
 */
export class PipelineClient {
  readonly #options: PipelineClientOptions;
  readonly #clients: LazyClients;
  readonly #pollIntervalMillis: number;
  #outputs: Promise<Readonly<Record<string, string>>> | undefined;

  constructor(options: PipelineClientOptions) {
    this.#options = options;
    this.#clients = new LazyClients(options);
    this.#pollIntervalMillis = isLoopback(options.endpoint) ? 100 : 1000;
  }

  /**
   * Starts an execution and gives its handle at once.
   *
   * @param input every member is optional; with none, the newest data in the bucket's `raw-data/` is used, or the sample
   * @param options.name the execution's name; starting again under the same name and input gives the same execution
   * @throws InvalidPipelineInputError before any call, when the pipeline would refuse the input
   */
  async startExecution(
    input: PipelineInput = {},
    options: { readonly name?: string; readonly signal?: AbortSignal } = {},
  ): Promise<PipelineExecution> {
    const issues = validatePipelineInput(input);
    if (issues.length > 0) throw new InvalidPipelineInputError(issues);
    const [sfn, { StartExecutionCommand }, stateMachineArn] = await Promise.all([
      this.#clients.sfn(),
      import('@aws-sdk/client-sfn'),
      this.stateMachineArn(),
    ]);
    const command = new StartExecutionCommand({
      stateMachineArn,
      input: JSON.stringify(input),
      ...(options.name !== undefined && { name: options.name }),
    });
    const { executionArn } = await sfn.send(command, options.signal ? { abortSignal: options.signal } : {});
    return this.execution(executionArn as string);
  }

  /** The handle of an execution that was started before. */
  execution(executionArn: string): PipelineExecution {
    return new PipelineExecution(executionArn, this.#clients, this.#pollIntervalMillis);
  }

  /** The pipeline's executions, newest first. */
  async *listExecutions(): AsyncGenerator<ExecutionSummary, void, void> {
    const [sfn, { paginateListExecutions }, stateMachineArn] = await Promise.all([
      this.#clients.sfn(),
      import('@aws-sdk/client-sfn'),
      this.stateMachineArn(),
    ]);
    for await (const { executions = [] } of paginateListExecutions({ client: sfn }, { stateMachineArn })) {
      for (const { executionArn = '', name = '', status = 'RUNNING', startDate = new Date(0), stopDate } of executions) {
        yield { executionArn, name, status, startDate, ...(stopDate && { stopDate }) };
      }
    }
  }

  /** A client of an endpoint, with this client's region, endpoint and credentials. */
  endpoint(endpointName: string): EndpointClient {
    return new EndpointClient({ ...this.#options, endpointName }, this.#clients);
  }

  /** The state machine's ARN. */
  async stateMachineArn(): Promise<string> {
    if ('stateMachineArn' in this.#options) return this.#options.stateMachineArn;
    return this.stackOutput('StateMachineArn');
  }

  /**
   * An output of the pipeline's stack.
   *
   * @throws Error when the client was made without a stack name, or the stack has no such output
   */
  async stackOutput(name: string): Promise<string> {
    this.#outputs ??= this.#readOutputs();
    const outputs = await this.#outputs;
    const value = outputs[name];
    if (value === undefined)
      throw new Error(`The stack has no output ${name}; it has ${Object.keys(outputs).join(', ') || 'none'}`);
    return value;
  }

  async #readOutputs(): Promise<Record<string, string>> {
    if (!('stackName' in this.#options))
      throw new Error('This client knows its state machine only: make it with stackName to read the outputs of the stack');
    const [cloudformation, { DescribeStacksCommand }] = await Promise.all([
      this.#clients.cloudformation(),
      import('@aws-sdk/client-cloudformation'),
    ]);
    const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: this.#options.stackName }));
    return Object.fromEntries((Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  }
}

function isLoopback(endpoint: string | undefined): boolean {
  return endpoint !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname);
}
