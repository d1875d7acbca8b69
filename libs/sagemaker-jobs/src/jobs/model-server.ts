import { ContainerClient } from '../container/container-client.ts';
import type { ContainerEnd } from '../process/container-end.ts';

/** Time until a container must answer, in milliseconds. */
const INVOCATION_TIMEOUT_MILLIS = 60_000;
const NEVER = new AbortController().signal;

/** Content types of a request. */
export interface InvokeOptions {
  /** @default application/json */
  readonly contentType?: string;
  /** @default - the model server's default, application/json */
  readonly accept?: string;
  /** Abandons the request. @default - the request is not abandoned */
  readonly signal?: AbortSignal;
}

/** The answer of a model server. */
export interface ModelResponse {
  /** HTTP status: 200 for a prediction, 415 for a content type that the model does not read, 500 for an exception in the script. */
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** Settings of a {@link ModelServer}. */
export interface ModelServerProcess {
  readonly port: number;
  readonly log: readonly string[];
  readonly ended: Promise<ContainerEnd>;
  readonly stop: () => void;
}

/** A model server that answers requests, until it is stopped or your process exits. */
export class ModelServer implements AsyncDisposable {
  /** E.g. `http://127.0.0.1:43210`. Answers GET /ping and POST /invocations. */
  readonly url: string;
  /** The lines of the log so far. */
  readonly log: readonly string[];
  /** Settles when the process has ended. */
  readonly ended: Promise<ContainerEnd>;
  readonly #process: ModelServerProcess;
  readonly #client = new ContainerClient();

  /** @internal */
  constructor(process: ModelServerProcess) {
    this.#process = process;
    this.url = `http://127.0.0.1:${process.port}`;
    this.log = process.log;
    this.ended = process.ended;
  }

  /**
   * Sends POST /invocations.
   *
   * @throws ContainerTimeoutError where the server does not answer in 60 s, as on an endpoint
   * @throws Error `ECONNREFUSED` where the server has ended
   */
  async invoke(
    body: string | Uint8Array,
    { contentType = 'application/json', accept, signal = NEVER }: InvokeOptions = {},
  ): Promise<ModelResponse> {
    const response = await this.#client.invoke({
      port: this.#process.port,
      headers: { 'content-type': contentType, ...(accept === undefined ? {} : { accept }) },
      body: Buffer.from(body as Uint8Array),
      timeoutMillis: INVOCATION_TIMEOUT_MILLIS,
      signal,
    });
    return { status: response.status, contentType: response.headers['content-type'], body: response.body };
  }

  /** Ends the server: SIGTERM, then SIGKILL. Resolves when the process has ended. */
  async stop(): Promise<void> {
    this.#client.close();
    this.#process.stop();
    await this.ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
