import { Readable, Transform, type TransformCallback } from 'node:stream';
import { AwsError } from '../core/aws-error.ts';
import type { HttpRequest } from '../core/http-message.ts';

/** The longest line of a chunk's head or of a trailer, in bytes. */
const LINE_LIMIT = 16_384;

/**
 * Decodes a body in `aws-chunked` encoding, signed or unsigned, as its bytes come.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class AwsChunkedDecoder extends Transform {
  /** Trailing headers, names in lower case; complete when the stream has ended. */
  readonly trailers: Record<string, string> = {};
  /** The names of the trailers that the request announces, as its header `x-amz-trailer` has them. */
  readonly announced: string;
  #line: Buffer[] = [];
  #lineSize = 0;
  #left = 0;
  #state: 'size' | 'data' | 'data-end' | 'trailer' | 'done' = 'size';

  constructor(announced = '') {
    super();
    this.announced = announced;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#take(chunk);
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    // Some clients end after the last chunk's head without the empty line.
    if (this.#state === 'done' || this.#state === 'trailer') done();
    else done(incomplete());
  }

  #take(chunk: Buffer): void {
    let offset = 0;
    while (offset < chunk.length && this.#state !== 'done') {
      if (this.#state === 'data') {
        const end = Math.min(chunk.length, offset + this.#left);
        this.push(chunk.subarray(offset, end));
        this.#left -= end - offset;
        offset = end;
        if (this.#left === 0) this.#state = 'data-end';
        continue;
      }
      const newline = chunk.indexOf(0x0a, offset);
      const end = newline < 0 ? chunk.length : newline + 1;
      this.#line.push(chunk.subarray(offset, end));
      this.#lineSize += end - offset;
      offset = end;
      if (this.#lineSize > LINE_LIMIT) throw incomplete();
      if (newline < 0) return;
      const line = Buffer.concat(this.#line).toString('latin1').trimEnd();
      this.#line = [];
      this.#lineSize = 0;
      this.#takeLine(line);
    }
  }

  #takeLine(line: string): void {
    if (this.#state === 'data-end') {
      if (line !== '') throw incomplete();
      this.#state = 'size';
    } else if (this.#state === 'size') {
      const size = /^([0-9a-f]{1,13})(?:;.*)?$/iu.exec(line)?.[1];
      if (size === undefined) throw incomplete();
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? 'trailer' : 'data';
    } else if (line === '') {
      this.#state = 'done';
    } else {
      const colon = line.indexOf(':');
      if (colon < 0) throw incomplete();
      this.trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
  }
}

/** The request's body as a stream, decoded where it is in `aws-chunked` encoding. */
export function bodyStream({ body, headers }: HttpRequest): Readable {
  const stream = body instanceof Uint8Array ? Readable.from([body]) : body;
  if (!isAwsChunked(headers)) return stream;
  const decoder = new AwsChunkedDecoder(headers['x-amz-trailer']);
  // The body can turn out to be damaged before an operation reads it, or when none does: an operation that reads it gets the error then.
  decoder.on('error', () => undefined);
  stream.once('error', (error) => decoder.destroy(error));
  stream.once('close', () => {
    if (!stream.readableEnded) decoder.destroy(incomplete());
  });
  return stream.pipe(decoder);
}

/** True where the body is in `aws-chunked` encoding. */
export function isAwsChunked(headers: Readonly<Record<string, string>>): boolean {
  return (
    headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true ||
    headers['content-encoding']?.split(',').some((coding) => coding.trim() === 'aws-chunked') === true
  );
}

function incomplete(): AwsError {
  return new AwsError({
    code: 'IncompleteBody',
    message: 'The request body terminated unexpectedly',
  });
}
