import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** What a container is asked. */
export interface ContainerRequest {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly timeoutMillis: number;
  readonly signal: AbortSignal;
}

/** What a container answered. */
export interface ContainerResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The container did not answer in time. */
export class ContainerTimeoutError extends Error {
  override readonly name = 'ContainerTimeoutError';
}

/** Talks to containers over connections that stay open. */
export class ContainerClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 64, scheduling: 'lifo' });

  /** POST /invocations. A connection that the container closed while it was idle is replaced once. */
  async invoke(asked: ContainerRequest): Promise<ContainerResponse> {
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

  #post({ port, headers, body, timeoutMillis, signal }: ContainerRequest): Promise<ContainerResponse> {
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
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            clearTimeout(timer);
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
          });
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
