import type { Readable } from 'node:stream';

/** A request as the core sees it: no socket in it, so tests make one by hand. */
export interface HttpRequest {
  /** `GET`, `POST` … */
  readonly method: string;
  /** Path as sent: percent-encoded, without the query. */
  readonly path: string;
  /** Query as sent, without the question mark. Empty without one. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable | Uint8Array;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** An answer of the core. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** @default - no body */
  readonly body?: string | Uint8Array | Readable;
}
