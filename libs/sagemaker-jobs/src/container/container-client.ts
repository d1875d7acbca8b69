import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request to a container. */
export interface ContainerRequest {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly timeoutMillis: number;
  readonly signal: AbortSignal;
}

/** The answer of a container. */
export interface ContainerResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The answer of a container, whose body is read while it is written. */
export interface ContainerStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AsyncIterable<Buffer>;
}

/** The container did not answer in time. */
export class ContainerTimeoutError extends Error {
  override readonly name = 'ContainerTimeoutError';
}

/** Sends requests to containers over connections that stay open. */
export class ContainerClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 64, scheduling: 'lifo' });

  /** POST /invocations, and the whole answer. */
  async invoke(asked: ContainerRequest): Promise<ContainerResponse> {
    const { status, headers, body } = await this.stream(asked);
    return { status, headers, body: await buffer(body) };
  }

  /** POST /invocations. A connection that the container closed while it was idle is replaced once. */
  async stream(asked: ContainerRequest): Promise<ContainerStream> {
    try {
      return await this.#post(asked);
    } catch (error) {
      if (error instanceof StaleConnectionError) return this.#post(asked);
      throw error;
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #post({ port, headers, body, timeoutMillis, signal }: ContainerRequest): Promise<ContainerStream> {
    return new Promise((resolve, reject) => {
      const posting = request(
        {
          agent: this.#agent,
          host: '127.0.0.1',
          port,
          method: 'POST',
          path: '/invocations',
          headers: { ...headers, 'content-length': body.byteLength },
          signal,
        },
        (response: IncomingMessage) => {
          response.once('close', () => clearTimeout(timer));
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response });
        },
      );
      const timer = setTimeout(() => posting.destroy(new ContainerTimeoutError()), timeoutMillis);
      posting.once('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        const stale = posting.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
        reject(stale ? new StaleConnectionError() : error);
      });
      posting.end(body);
    });
  }
}

class StaleConnectionError extends Error {}
