import { type ClientOptions, LazyClients } from './clients.ts';

/** How to reach an endpoint. */
export interface EndpointClientOptions extends ClientOptions {
  readonly endpointName: string;
}

/** One row to predict for: values in the order of the training columns, or by column name. */
export type Instance = readonly unknown[] | Readonly<Record<string, unknown>>;

/** How one prediction call is made. */
export interface PredictOptions {
  readonly signal?: AbortSignal;
  /** The production variant to ask. @default - chosen by the variants' weights */
  readonly targetVariant?: string;
}

/**
 * A served model, by its endpoint's name. The endpoint takes raw features: all preprocessing travels inside the model.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 * @public
 */
export class EndpointClient {
  readonly endpointName: string;
  readonly #clients: LazyClients;

  constructor(options: EndpointClientOptions, clients: LazyClients = new LazyClients(options)) {
    this.endpointName = options.endpointName;
    this.#clients = clients;
  }

  /**
   * Predicts the target for each instance, in their order.
   *
   * @throws ModelError (of the AWS client) with `OriginalStatusCode` 400 and the container's own words when an instance is not right
   */
  async predict(instances: readonly Instance[], options: PredictOptions = {}): Promise<number[]> {
    const body = await this.invoke(JSON.stringify({ instances }), { ...options, contentType: 'application/json' });
    const { predictions } = JSON.parse(body) as { predictions: number[] };
    return predictions;
  }

  /** Sends a body as it is and gives back the answer's text. */
  async invoke(
    body: string,
    { signal, targetVariant, contentType }: PredictOptions & { readonly contentType: string },
  ): Promise<string> {
    const [client, { InvokeEndpointCommand }] = await Promise.all([
      this.#clients.sagemakerRuntime(),
      import('@aws-sdk/client-sagemaker-runtime'),
    ]);
    const command = new InvokeEndpointCommand({
      EndpointName: this.endpointName,
      Body: new TextEncoder().encode(body),
      ContentType: contentType,
      Accept: contentType,
      ...(targetVariant !== undefined && { TargetVariant: targetVariant }),
    });
    const response = await client.send(command, signal ? { abortSignal: signal } : {});
    return new TextDecoder().decode(response.Body);
  }
}
