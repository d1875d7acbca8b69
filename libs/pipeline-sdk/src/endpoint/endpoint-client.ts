import type { StandardSchemaV1 } from '@standard-schema/spec';
import { sagemaker } from '../core/aws-packages.ts';
import { Cadence } from '../core/cadence.ts';
import { call } from '../core/call.ts';
import { checkOptions } from '../core/check-options.ts';
import { CLIENT_OPTIONS, type ClientOptions } from '../core/client-options.ts';
import { systemClock } from '../core/clock.ts';
import { sagemakerUrl } from '../core/console-url.ts';
import { LazyClients } from '../core/lazy-clients.ts';
import { hint } from '../core/nearest.ts';
import { retryThrottled } from '../core/retry-throttled.ts';
import type { CallOptions, WaitOptions } from '../execution/pipeline-execution.ts';
import { type AutoscalingOptions, deregisterScaling, registerScaling } from './autoscaling.ts';
import { bodyFormats, type PredictContentType } from './body-format.ts';
import { type EndpointDescription, endpointDescription } from './endpoint-description.ts';
import type { Instance } from './instance.ts';
import {
  type InvokeBodyOptions,
  type InvokeOptions,
  type InvokeResponse,
  type InvokeStreamResponse,
  invoke,
  invokeStream,
} from './invoke.ts';
import { explainNotFound } from './not-found.ts';
import { type ManyOptions, predictBatches } from './predict-batches.ts';
import type { RetryOptions } from './retry.ts';
import { checkInstances, checkPredictions } from './schema.ts';

/** Options for checking and sending instances and predictions. */
export interface PredictionOptions<In = Instance, Out = number> {
  /** Schema of an instance: one of zod, valibot, arktype or any other library with the Standard Schema interface. @default - anything */
  readonly instanceSchema?: StandardSchemaV1<In, unknown>;
  /** Schema of a prediction. @default - a number, unchecked */
  readonly predictionSchema?: StandardSchemaV1<unknown, Out>;
  /** Content type of both; `application/x-npy` is for numbers only, and the smallest and fastest. @default 'application/json' */
  readonly contentType?: PredictContentType;
  /** Retries of a model that is not ready, and of throttled calls. */
  readonly retry?: RetryOptions;
}

/** Settings of an endpoint's client. */
export interface EndpointClientOptions<In = Instance, Out = number> extends ClientOptions, PredictionOptions<In, Out> {
  readonly endpointName: string;
}

/** Options of one prediction call. */
export type PredictOptions = InvokeOptions;

/** Number of predicted instances. */
export interface PredictManyOptions extends InvokeOptions, ManyOptions {}

const OPTIONS = {
  ...CLIENT_OPTIONS,
  endpointName: true,
  instanceSchema: true,
  predictionSchema: true,
  contentType: true,
  retry: true,
} as const;

/**
 * A served model, by its endpoint's name. The endpoint takes raw features: all preprocessing travels inside the model.
 *
 * @example
 * const endpoint = new EndpointClient({ endpointName: 'ml-pipeline', region: 'us-east-1' });
 * const [price] = await endpoint.predict([{ rooms: 4, area: 120 }]);
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 * @public
 */
export class EndpointClient<In = Instance, Out = number> {
  readonly endpointName: string;
  readonly #clients: LazyClients;
  readonly #options: EndpointClientOptions<In, Out>;
  readonly #contentType: PredictContentType;

  /** @throws TypeError naming an unknown option or content type */
  constructor(options: EndpointClientOptions<In, Out>) {
    checkOptions('EndpointClient', options, OPTIONS);
    const { endpointName, contentType = 'application/json' } = options;
    if (typeof endpointName !== 'string' || endpointName === '') throw new TypeError('EndpointClient needs endpointName');
    if (!Object.hasOwn(bodyFormats, contentType))
      throw new TypeError(`contentType: unknown content type ${contentType}${hint(contentType, Object.keys(bodyFormats))}`);
    this.endpointName = endpointName;
    this.#options = options;
    this.#contentType = contentType;
    this.#clients = LazyClients.of(options);
  }

  /**
   * Predicts the target for each instance, in their order.
   *
   * @throws InvalidPipelineInputError before any call, for a number that is not finite or an instance that the schema refuses
   * @throws ModelError (of the AWS client) with `OriginalStatusCode` 400 and the container's own words when an instance is not right
   */
  async predict(instances: readonly In[], options: PredictOptions = {}): Promise<Out[]> {
    const { instanceSchema, predictionSchema } = this.#options;
    const format = bodyFormats[this.#contentType];
    const checked = instanceSchema
      ? await checkInstances(instanceSchema, instances)
      : (instances as readonly unknown[] as Instance[]);
    const body = format.write(checked);
    const answer = await this.#invoke(body, { ...options, contentType: this.#contentType });
    const predictions = format.read(answer.Body);
    if (predictions.length !== instances.length)
      throw new TypeError(`${this.endpointName} answered ${predictions.length} predictions for ${instances.length} instances`);
    return predictionSchema ? checkPredictions(predictionSchema, predictions, this.endpointName) : (predictions as Out[]);
  }

  /**
   * Predicts for any number of instances: in batches, several at the same time, the predictions in the order of the instances.
   *
   * @throws as {@link EndpointClient.predict}; all or nothing
   */
  async predictMany(instances: Iterable<In> | AsyncIterable<In>, options: PredictManyOptions = {}): Promise<Out[]> {
    const predictions: Out[] = [];
    for await (const batch of this.#batches(instances, options)) for (const prediction of batch) predictions.push(prediction);
    return predictions;
  }

  /** Predicts like {@link EndpointClient.predictMany}, one prediction after another as they come: for more than memory should hold. */
  async *predictEach(
    instances: Iterable<In> | AsyncIterable<In>,
    options: PredictManyOptions = {},
  ): AsyncGenerator<Out, void, void> {
    for await (const batch of this.#batches(instances, options)) yield* batch;
  }

  /** Sends a body as it is and gives back the answer. */
  async invoke(body: string | Uint8Array, options: InvokeBodyOptions = {}): Promise<InvokeResponse> {
    const answer = await this.#invoke(body, options);
    return {
      body: answer.Body,
      text: () => new TextDecoder().decode(answer.Body),
      contentType: answer.ContentType ?? '',
      invokedProductionVariant: answer.InvokedProductionVariant ?? '',
    };
  }

  /**
   * Sends a body as it is and gives the answer's parts as the container writes them.
   *
   * @throws ModelStreamError, InternalStreamFailure (of the AWS client) from the iteration, when the answer breaks off
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointWithResponseStream.html
   */
  async invokeStream(body: string | Uint8Array, options: InvokeBodyOptions = {}): Promise<InvokeStreamResponse> {
    return this.#explained(options, () => invokeStream(this.#clients, this.endpointName, body, options, this.#options.retry));
  }

  /** Describes the endpoint now. */
  async describe({ signal }: CallOptions = {}): Promise<EndpointDescription> {
    return this.#describe(signal);
  }

  /**
   * Waits until the endpoint serves.
   *
   * @throws Error with SageMaker's reason when it has failed or is being deleted
   */
  async waitUntilInService({ signal, pollIntervalMillis = 1000 }: WaitOptions = {}): Promise<EndpointDescription> {
    const maxInterval = Math.max(pollIntervalMillis, 30_000);
    const pace = { soon: pollIntervalMillis, between: pollIntervalMillis, maxInterval, quietPart: 1 / 3 };
    const cadence = new Cadence(pace, systemClock);
    for (let former: string | undefined; ; ) {
      const description = await this.#describe(signal);
      const { status, failureReason } = description;
      if (status === 'InService') return description;
      if (!/ing$/.test(status) || status === 'Deleting')
        throw new Error(`The endpoint ${this.endpointName} is ${status}${failureReason ? `: ${failureReason}` : ''}`);
      cadence.looked(status !== former);
      former = status;
      await systemClock.sleep(cadence.dueAt - systemClock.now(), signal);
    }
  }

  /** Takes the endpoint away, and its cost with it. Its configuration and models stay; they cost nothing. */
  async delete({ signal }: CallOptions = {}): Promise<void> {
    const { client, module } = await this.#clients.get(sagemaker);
    const command = new module.DeleteEndpointCommand({ EndpointName: this.endpointName });
    await this.#explained({ ...(signal && { signal }) }, () => call(signal, (options) => client.send(command, options)));
  }

  /** Lets a variant's number of instances follow its load. */
  async enableAutoscaling(options: AutoscalingOptions): Promise<void> {
    await registerScaling(this.#clients, this.endpointName, await this.#variant(options), options);
  }

  /** Leaves a variant's number of instances as it is from now on. */
  async disableAutoscaling(options: CallOptions & { readonly variantName?: string } = {}): Promise<void> {
    await deregisterScaling(this.#clients, this.endpointName, await this.#variant(options), options.signal);
  }

  #batches(
    instances: Iterable<In> | AsyncIterable<In>,
    { targetVariant, signal, batchSize, concurrency }: PredictManyOptions,
  ): AsyncGenerator<readonly Out[], void, void> {
    return predictBatches(
      instances,
      (batch: readonly In[], ending) =>
        this.predict(batch, { signal: ending, ...(targetVariant !== undefined && { targetVariant }) }),
      { ...(batchSize !== undefined && { batchSize }), ...(concurrency !== undefined && { concurrency }) },
      signal,
    );
  }

  async #invoke(body: string | Uint8Array, options: InvokeBodyOptions): ReturnType<typeof invoke> {
    return this.#explained(options, () => invoke(this.#clients, this.endpointName, body, options, this.#options.retry));
  }

  async #describe(signal: AbortSignal | undefined): Promise<EndpointDescription> {
    const { client, module } = await this.#clients.get(sagemaker);
    const command = new module.DescribeEndpointCommand({ EndpointName: this.endpointName });
    const described = await this.#explained({}, () => retryThrottled(signal, (options) => client.send(command, options)));
    // arn:PARTITION:sagemaker:REGION:…
    const region = described.EndpointArn?.split(':')[3];
    return endpointDescription(described, sagemakerUrl('endpoints', this.endpointName, region, this.#options));
  }

  /** The variant that is meant. @throws TypeError when the endpoint has several and none was named */
  async #variant({ variantName, signal }: CallOptions & { readonly variantName?: string }): Promise<string> {
    if (variantName !== undefined) return variantName;
    const { variants } = await this.describe({ ...(signal && { signal }) });
    const [only, ...others] = variants.map((variant) => variant.variantName);
    if (only === undefined || others.length > 0)
      throw new TypeError(`${this.endpointName} has the variants ${[only, ...others].join(', ')}: variantName must say which`);
    return only;
  }

  /** Makes a call; AWS's "not found" lists the known names. */
  async #explained<Output>({ targetVariant, signal }: InvokeOptions, send: () => Promise<Output>): Promise<Output> {
    try {
      return await send();
    } catch (error) {
      if (!signal?.aborted) await explainNotFound(error, this.#clients, this.endpointName, targetVariant);
      throw error;
    }
  }
}
