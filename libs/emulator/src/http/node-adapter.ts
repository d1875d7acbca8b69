import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HttpRequest, HttpResponse } from '../core/http-message.ts';

/** Answers requests of Node's HTTP server by a function of the core. */
export function nodeAdapter(
  fetch: (request: HttpRequest) => Promise<HttpResponse>,
  onBug: (error: unknown) => void,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    fetch(new NodeRequest(incoming, outgoing))
      .then((response) => send(response, incoming, outgoing))
      .catch((error: unknown) => {
        // A client that disconnects in the middle is not a bug.
        if (!outgoing.destroyed && !incoming.destroyed) onBug(error);
        outgoing.destroy();
      });
  };
}

class NodeRequest implements HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
  readonly #outgoing: ServerResponse;
  #signal: AbortSignal | undefined;

  constructor(incoming: IncomingMessage, outgoing: ServerResponse) {
    const url = incoming.url ?? '/';
    // The absolute form, as a proxy sends it, carries the host as well.
    const target = url.startsWith('/') ? url : url.replace(/^[a-z]+:\/\/[^/?]*/iu, '') || '/';
    const mark = target.indexOf('?');
    this.method = incoming.method ?? 'GET';
    this.path = mark < 0 ? target : target.slice(0, mark);
    this.query = mark < 0 ? '' : target.slice(mark + 1);
    this.headers = incoming.headers as Record<string, string>;
    this.body = incoming;
    this.#outgoing = outgoing;
  }

  /** Created on first use: most operations are over before a client could go away. */
  get signal(): AbortSignal {
    if (this.#signal === undefined) {
      const controller = new AbortController();
      this.#signal = controller.signal;
      const outgoing = this.#outgoing;
      if (outgoing.destroyed && !outgoing.writableFinished) controller.abort();
      else outgoing.once('close', () => (outgoing.writableFinished ? undefined : controller.abort()));
    }
    return this.#signal;
  }
}

async function send({ status, headers, body }: HttpResponse, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (body instanceof Readable) {
    outgoing.writeHead(status, headers);
    if (incoming.method === 'HEAD') {
      body.destroy();
      outgoing.end();
    } else await pipeline(body, outgoing);
    return;
  }
  // An unread request body would block the connection for the next request.
  if (!incoming.readableEnded) incoming.unpipe().resume();
  const withLength =
    status === 204 || status === 304 || (incoming.method === 'HEAD' && headers['content-length'] !== undefined)
      ? headers
      : { ...headers, 'content-length': String(body === undefined ? 0 : Buffer.byteLength(body)) };
  outgoing.writeHead(status, withLength);
  if (body === undefined || incoming.method === 'HEAD') outgoing.end();
  else outgoing.end(body);
}
