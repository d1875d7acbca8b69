import type { PipelineInput } from '@stepmaker/asl/pipeline';
import { type DeploymentInput, defaultEndpointInstanceType } from '@stepmaker/asl/pipeline/deployment';
import { checkDeploymentInput, checkExecutionName, checkInput, sameInput } from './check-input.ts';
import { executionArnOf, parseStatesArn } from './core/arn.ts';
import { cloudformation, sfn } from './core/aws-packages.ts';
import { call } from './core/call.ts';
import { checkOptions } from './core/check-options.ts';
import { CLIENT_OPTIONS, type ClientOptions } from './core/client-options.ts';
import { LazyClients } from './core/lazy-clients.ts';
import { hint } from './core/nearest.ts';
import { DeploymentExecution } from './deployment/deployment-execution.ts';
import { EndpointClient, type PredictionOptions } from './endpoint/endpoint-client.ts';
import type { Instance } from './endpoint/instance.ts';
import { type CallOptions, type ExecutionStatus, PipelineExecution } from './execution/pipeline-execution.ts';

/** Pipeline to use: its state machine, or the stack that has it. */
export type PipelineClientOptions = ClientOptions & ({ readonly stateMachineArn: string } | { readonly stackName: string });

/** Options of a new execution. */
export interface StartOptions extends CallOptions {
  /** The execution's name, for ever its own. Starting again under the same name and input gives the same execution. @default - a new one */
  readonly name?: string;
}

/** Model to serve and its endpoint: the input of the deployment machine without the stack's own settings. */
export interface ModelDeployment extends Omit<DeploymentInput, 'EndpointName' | 'EndpointInstanceType'> {
  /** The endpoint to create, or to update where one of this name exists. @default - the stack's endpoint */
  readonly EndpointName?: string;
  /** Instance type of the endpoint. @default - the smallest of the region: `ml.t2.medium`, or `ml.m5.large` in regions without T2 */
  readonly EndpointInstanceType?: string;
}

/** Filters of listed executions. */
export interface ListOptions extends CallOptions {
  /** @default - all */
  readonly status?: ExecutionStatus;
}

/** One execution in a list. */
export interface ExecutionSummary {
  readonly executionArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startDate: Date;
  readonly stopDate?: Date;
}

/** The deployed state machine. */
export interface PipelineDescription {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
  /** The definition, in the Amazon States Language. */
  readonly definition: unknown;
  readonly roleArn: string;
  readonly creationDate: Date;
}

/**
 * A deployed machine-learning pipeline: starts executions and finds those that were started.
 *
 * @example
 * const pipeline = new PipelineClient({ stackName: 'ml-pipeline' });
 * const execution = await pipeline.startExecution({ DatasetUri: 's3://bucket/raw-data/houses.csv' });
 * const { EndpointName } = await execution.result();
 * const [price] = await pipeline.endpoint(EndpointName).predict([{ rooms: 4, area: 120 }]);
 * @public
 */
export class PipelineClient {
  readonly #options: PipelineClientOptions;
  readonly #clients: LazyClients;
  #outputs: Promise<Readonly<Record<string, string>>> | undefined;

  /** @throws TypeError naming an unknown option, or an ARN that is not a state machine's */
  constructor(options: PipelineClientOptions) {
    checkOptions('PipelineClient', options, { ...CLIENT_OPTIONS, stateMachineArn: true, stackName: true });
    const region = regionOf(options);
    this.#clients = LazyClients.of({ ...options, ...(region !== undefined && { region }) });
    this.#clients.belongTo(this);
    this.#options = this.#clients.share({ ...options, ...(region !== undefined && { region }) });
  }

  /**
   * Starts an execution and gives its handle at once.
   *
   * @param input every member is optional; with none, the newest data in the bucket's `raw-data/` is used, or the sample
   * @throws InvalidPipelineInputError before any call, when the pipeline would refuse the input or Step Functions the name
   * @throws ExecutionAlreadyExists (of the AWS client) when the name has been used with another input
   */
  async startExecution(input: PipelineInput = {}, options: StartOptions = {}): Promise<PipelineExecution> {
    checkOptions('startExecution', options, { name: true, signal: true });
    const { name, signal } = options;
    checkInput(input);
    if (name !== undefined) checkExecutionName(name);
    const stateMachineArn = await this.stateMachineArn({ ...(signal && { signal }) });
    return this.execution(await this.#start(stateMachineArn, input, options));
  }

  /**
   * Deploys a model that exists, without training: starts the deployment machine and gives the execution's handle at once. The endpoint is
   * created or updated; where it does not serve the model, what was served before is served again.
   *
   * @example
   * const deployment = await pipeline.deployModel({ ModelDataUrl: 's3://bucket/model-artifacts/…/model.tar.gz' });
   * const { EndpointName } = await deployment.result();
   * @throws InvalidPipelineInputError before anything is started, when the machine would refuse the input or Step Functions the name
   * @throws TypeError when the client was made without a stack name: the stack knows the deployment machine
   */
  async deployModel(model: ModelDeployment, options: StartOptions = {}): Promise<DeploymentExecution> {
    checkOptions('deployModel', options, { name: true, signal: true });
    const { name, signal } = options;
    if (name !== undefined) checkExecutionName(name);
    const given = { ...(signal && { signal }) };
    const stateMachineArn = await this.stackOutput('DeploymentStateMachineArn', given);
    const input: DeploymentInput = {
      ...model,
      EndpointName: model.EndpointName ?? (await this.stackOutput('EndpointName', given)),
      EndpointInstanceType:
        model.EndpointInstanceType ?? defaultEndpointInstanceType(parseStatesArn(stateMachineArn)?.region ?? ''),
    };
    checkDeploymentInput(input);
    return new DeploymentExecution(await this.#start(stateMachineArn, input, options), this.#options);
  }

  /** The handle of an execution that was started before, without asking AWS whether there is one. */
  execution(executionArn: string): PipelineExecution {
    return new PipelineExecution(executionArn, this.#options);
  }

  /**
   * Finds an execution that was started before.
   *
   * @param nameOrArn `last` is the newest one
   * @throws ExecutionDoesNotExist (of the AWS client), naming the execution that was most likely meant
   */
  async getExecution(nameOrArn: string, { signal }: CallOptions = {}): Promise<PipelineExecution> {
    const given = { ...(signal && { signal }) };
    if (nameOrArn === 'last') {
      for await (const { executionArn } of this.listExecutions(given)) return this.execution(executionArn);
      throw new Error(`${await this.stateMachineArn(given)} has no executions yet`);
    }
    const execution = this.execution(
      nameOrArn.startsWith('arn:') ? nameOrArn : executionArnOf(await this.stateMachineArn(given), nameOrArn),
    );
    try {
      await execution.describe(given);
      return execution;
    } catch (error) {
      if ((error as Error).name === 'ExecutionDoesNotExist')
        (error as Error).message += await this.#nearest(execution.name, signal);
      throw error;
    }
  }

  /** The pipeline's executions, newest first. */
  async *listExecutions(options: ListOptions = {}): AsyncGenerator<ExecutionSummary, void, void> {
    checkOptions('listExecutions', options, { status: true, signal: true });
    const { status, signal } = options;
    const [{ client, module }, stateMachineArn] = await Promise.all([
      this.#clients.get(sfn),
      this.stateMachineArn({ ...(signal && { signal }) }),
    ]);
    let nextToken: string | undefined;
    do {
      const command: InstanceType<typeof module.ListExecutionsCommand> = new module.ListExecutionsCommand({
        stateMachineArn,
        nextToken,
        ...(status !== undefined && { statusFilter: status }),
      });
      const page = await call(signal, (sending) => client.send(command, sending));
      for (const { executionArn = '', name = '', status = 'RUNNING', startDate = new Date(0), stopDate } of page.executions ?? [])
        yield { executionArn, name, status, startDate, ...(stopDate && { stopDate }) };
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }

  /** A client of an endpoint, with this client's region, endpoint and credentials. */
  endpoint<In = Instance, Out = number>(endpointName: string, options: PredictionOptions<In, Out> = {}): EndpointClient<In, Out> {
    const { region, endpoint, credentials, clients } = this.#options;
    const own: ClientOptions = {
      ...(region !== undefined && { region }),
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials !== undefined && { credentials }),
      ...(clients !== undefined && { clients }),
    };
    return new EndpointClient<In, Out>(this.#clients.share({ ...own, ...options, endpointName }));
  }

  /** The deployed state machine, with its definition. */
  async describe({ signal }: CallOptions = {}): Promise<PipelineDescription> {
    const [{ client, module }, stateMachineArn] = await Promise.all([
      this.#clients.get(sfn),
      this.stateMachineArn({ ...(signal && { signal }) }),
    ]);
    const answer = await call(signal, (options) =>
      client.send(new module.DescribeStateMachineCommand({ stateMachineArn }), options),
    );
    const { name = '', status = '', definition = '{}', roleArn = '', creationDate = new Date(0) } = answer;
    return { stateMachineArn, name, status, definition: JSON.parse(definition) as unknown, roleArn, creationDate };
  }

  /** The state machine's ARN. */
  async stateMachineArn(options: CallOptions = {}): Promise<string> {
    if ('stateMachineArn' in this.#options) return this.#options.stateMachineArn;
    return this.stackOutput('StateMachineArn', options);
  }

  /** The bucket that holds the pipeline's data, models and reports: an output of the stack, or what the definition says. */
  async bucketName(options: CallOptions = {}): Promise<string> {
    if ('stackName' in this.#options) return this.stackOutput('BucketName', options);
    const { definition, stateMachineArn } = await this.describe(options);
    const found = /s3:\/\/([a-z0-9.-]+)\/raw-data\//.exec(JSON.stringify(definition))?.[1];
    if (found === undefined)
      throw new Error(`The definition of ${stateMachineArn} names no bucket with raw-data/; is it the pipeline's?`);
    return found;
  }

  /**
   * The outputs of the pipeline's stack, by name.
   *
   * @throws TypeError when the client was made without a stack name
   * @throws ValidationError (of the AWS client) when the stack does not exist
   */
  async stackOutputs({ signal }: CallOptions = {}): Promise<Readonly<Record<string, string>>> {
    if (!('stackName' in this.#options))
      throw new TypeError('This client knows its state machine only: make it with stackName to read the outputs of the stack');
    const { stackName } = this.#options;
    this.#outputs ??= readOutputs(this.#clients, stackName, signal);
    // A failure, for example of the network, is not kept: the next call reads the outputs again.
    this.#outputs.catch(() => {
      this.#outputs = undefined;
    });
    return this.#outputs;
  }

  /** One output of the pipeline's stack. @throws TypeError when it has no such output, naming the one that was most likely meant */
  async stackOutput(name: string, options: CallOptions = {}): Promise<string> {
    const outputs = await this.stackOutputs(options);
    const value = outputs[name];
    if (value === undefined) throw new TypeError(`The stack has no output ${name}${hint(name, Object.keys(outputs))}`);
    return value;
  }

  /** Closes the connections of the AWS clients that were made. Clients that were given are left alone. */
  destroy(): void {
    this.#clients.destroy();
  }

  /** Starts an execution, or finds the one that was started under the same name with the same input. Returns its ARN. */
  async #start(stateMachineArn: string, input: object, { name, signal }: StartOptions): Promise<string> {
    const { client, module } = await this.#clients.get(sfn);
    const command = new module.StartExecutionCommand({
      stateMachineArn,
      input: JSON.stringify(input),
      ...(name !== undefined && { name }),
    });
    try {
      const { executionArn } = await call(signal, (sending) => client.send(command, sending));
      return executionArn as string;
    } catch (error) {
      // Step Functions gives the same execution while it runs; after its end, it is recognised here.
      if (name === undefined || (error as Error).name !== 'ExecutionAlreadyExists') throw error;
      const executionArn = executionArnOf(stateMachineArn, name);
      const { input: former } = await this.execution(executionArn).describe({ ...(signal && { signal }) });
      if (sameInput(former, input)) return executionArn;
      throw error;
    }
  }

  async #nearest(name: string, signal: AbortSignal | undefined): Promise<string> {
    const names: string[] = [];
    for await (const { name: other } of this.listExecutions({ ...(signal && { signal }) })) if (names.push(other) === 100) break;
    return hint(name, names);
  }
}

async function readOutputs(
  clients: LazyClients,
  stackName: string,
  signal: AbortSignal | undefined,
): Promise<Record<string, string>> {
  const { client, module } = await clients.get(cloudformation);
  const command = new module.DescribeStacksCommand({ StackName: stackName });
  const { Stacks = [] } = await call(signal, (sending) => client.send(command, sending));
  return Object.fromEntries((Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

/** The region that was given, or that the ARN has. */
function regionOf(options: PipelineClientOptions): string | undefined {
  if (!('stateMachineArn' in options)) {
    if (!('stackName' in options)) throw new TypeError('PipelineClient needs stateMachineArn or stackName');
    return options.region;
  }
  const arn = parseStatesArn(options.stateMachineArn);
  if (arn?.resourceType !== 'stateMachine') {
    throw new TypeError(
      `stateMachineArn is not the ARN of a state machine: ${options.stateMachineArn} (it would be arn:aws:states:REGION:ACCOUNT:stateMachine:NAME)`,
    );
  }
  if (options.region !== undefined && options.region !== arn.region)
    throw new TypeError(`region is ${options.region}, and the state machine is in ${arn.region}: ${options.stateMachineArn}`);
  return arn.region;
}
