import type { HttpRequest, HttpResponse } from '../../core/http-message.ts';
import type { Collection, Store } from '../../core/store.ts';
import { readBody } from '../../http/read-body.ts';

/** Where custom resources answer: under this path of the server, followed by a token that only the one asked knows. */
export const RESPONSE_PATH = '/_stepmaker/cloudformation/response/';

const MAXIMUM_RESPONSE_BYTES = 4096;

/** The answers of custom resources: kept until they are asked for, handed to who waits. */
export class CustomResourceResponses {
  readonly #responses: Collection<{ readonly body: string }>;
  readonly #waiting = new Map<string, (body: string) => void>();

  constructor(store: Store) {
    this.#responses = store.collection('cloudformation.response');
  }

  /** Waits for the answer to a token. Rejects with the signal's reason when it aborts. */
  wait(token: string, signal: AbortSignal): Promise<string> {
    const kept = this.#responses.get(token);
    if (kept) {
      this.#responses.delete(token);
      return Promise.resolve(kept.body);
    }
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.delete(token);
        reject(signal.reason as Error);
      };
      if (signal.aborted) {
        onAbort();
        return;
      }
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.set(token, (body) => {
        signal.removeEventListener('abort', onAbort);
        this.#waiting.delete(token);
        resolve(body);
      });
    });
  }

  /** Answers a `PUT` to a response URL; `path` is what follows `/_stepmaker/cloudformation`. */
  async fetch(request: HttpRequest, path: string): Promise<HttpResponse> {
    const token = /^\/response\/([0-9a-f]{48})$/.exec(path)?.[1];
    if (token === undefined) return { status: 404, headers: {}, body: 'Unknown response URL' };
    if (request.method !== 'PUT') return { status: 405, headers: { allow: 'PUT' }, body: 'A custom resource answers by PUT' };
    const body = await readBody(request);
    if (body.byteLength > MAXIMUM_RESPONSE_BYTES) return { status: 400, headers: {}, body: 'Response object is too long.' };
    // The function gets its answer before the stack continues, so it is free when it is called again.
    setImmediate(() => this.#receive(token, Buffer.from(body).toString()));
    return { status: 200, headers: {} };
  }

  #receive(token: string, body: string): void {
    const waiting = this.#waiting.get(token);
    if (waiting) waiting(body);
    else this.#responses.put(token, { body });
  }
}
