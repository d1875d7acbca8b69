import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile, link, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../../core/aws-error.ts';
import { type ChecksumAlgorithm, createChecksum } from './checksum.ts';

/** Forms of an object's bytes. */
export type ObjectBody = Readable | Uint8Array | string | undefined;

/** Bytes that have been written to a file with a generated name. */
export interface StoredFile {
  readonly file: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly md5: string;
  /** Base64. */
  readonly checksum: string;
}

/** A piece of an object: what was put, or one part of a multipart upload. */
export interface Piece {
  readonly file: string;
  readonly size: number;
}

/** Objects up to this size, in bytes, are read and written at once instead of as a stream. */
const SMALL = 65_536;

/**
 * The bytes of objects: files with random names, never changed once they are there. Which file belongs to which object is in the
 * store, so a key may be any text and cannot leave the directory.
 */
export class ObjectFiles {
  readonly #objects: string;
  readonly #incoming: string;
  readonly #folders = new Set<string>();

  constructor(directory: string) {
    this.#objects = join(directory, 'objects');
    this.#incoming = join(directory, 'incoming');
    mkdirSync(this.#incoming, { recursive: true });
  }

  /** Throws away what an earlier server was still receiving as it ended. */
  sweep(): void {
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true });
  }

  /** Writes bytes to a new file as they come. What fails in the middle leaves nothing behind. */
  async write(body: ObjectBody, algorithm: ChecksumAlgorithm): Promise<StoredFile> {
    const file = randomBytes(16).toString('hex');
    const incoming = join(this.#incoming, file);
    const md5 = createHash('md5');
    const checksum = createChecksum(algorithm);
    let size = 0;
    const take = (chunk: Uint8Array): Uint8Array => {
      md5.update(chunk);
      checksum.update(chunk);
      size += chunk.byteLength;
      return chunk;
    };
    try {
      if (body instanceof Readable) {
        const head = await readHead(body);
        if (head.rest === undefined) writeFileSync(incoming, take(head.bytes));
        else {
          const tap = async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
            yield take(head.bytes);
            for await (const chunk of source) yield take(chunk);
          };
          await pipeline(head.rest, tap, createWriteStream(incoming));
        }
      } else {
        const bytes = take(typeof body === 'string' ? Buffer.from(body) : (body ?? new Uint8Array()));
        if (bytes.byteLength <= SMALL) writeFileSync(incoming, bytes);
        else await writeFile(incoming, bytes);
      }
      const digest = checksum.digest().toString('base64');
      renameSync(incoming, this.#path(file));
      return { file, size, md5: md5.digest('hex'), checksum: digest };
    } catch (error) {
      rmSync(incoming, { force: true });
      throw diskFull(error);
    }
  }

  /** A second file of the same bytes, which costs no space where the file system has hard links. */
  async duplicate(file: string): Promise<string> {
    const copy = randomBytes(16).toString('hex');
    try {
      await link(this.#path(file), this.#path(copy));
    } catch {
      try {
        await copyFile(this.#path(file), this.#path(copy));
      } catch (error) {
        throw diskFull(error);
      }
    }
    return copy;
  }

  /** The bytes from `start` up to and including `end` of pieces one after the other. */
  async read(pieces: readonly Piece[], start: number, end: number): Promise<Readable> {
    const spans = spansOf(pieces, start, end);
    const [only] = spans;
    if (only === undefined) return Readable.from([]);
    if (spans.length === 1 && only.size <= SMALL) {
      const bytes = readFileSync(this.#path(only.file));
      return Readable.from(bytes.subarray(only.start, only.end + 1), { objectMode: false });
    }
    if (spans.length === 1) {
      // Open before the answer begins: the object may be overwritten meanwhile.
      const handle = await open(this.#path(only.file));
      return handle.createReadStream({ start: only.start, end: only.end, highWaterMark: 262_144 });
    }
    return Readable.from(this.#readSpans(spans), { objectMode: false });
  }

  remove(files: readonly string[]): void {
    for (const file of files) rmSync(this.#path(file), { force: true });
  }

  async *#readSpans(spans: readonly Span[]): AsyncGenerator<Buffer> {
    for (const { file, start, end } of spans) {
      yield* createReadStream(this.#path(file), { start, end, highWaterMark: 262_144 }) as AsyncIterable<Buffer>;
    }
  }

  #path(file: string): string {
    const folder = join(this.#objects, file.slice(0, 2));
    if (!this.#folders.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#folders.add(folder);
    }
    return join(folder, file);
  }
}

/** The beginning of a stream, and what follows where that is not all: small objects are then written without any waiting. */
async function readHead(body: Readable): Promise<{ bytes: Buffer; rest?: AsyncIterable<Uint8Array> }> {
  // A request's body outlives a failure here: its sender still needs an answer.
  const iterator = body.iterator({ destroyOnReturn: false });
  const chunks: Buffer[] = [];
  let size = 0;
  while (size <= SMALL) {
    const { done, value } = (await iterator.next()) as IteratorResult<Buffer | string>;
    if (done === true) return { bytes: Buffer.concat(chunks) };
    const chunk = typeof value === 'string' ? Buffer.from(value) : value;
    chunks.push(chunk);
    size += chunk.byteLength;
  }
  return { bytes: Buffer.concat(chunks), rest: { [Symbol.asyncIterator]: () => iterator } };
}

interface Span extends Piece {
  readonly start: number;
  readonly end: number;
}

function spansOf(pieces: readonly Piece[], start: number, end: number): Span[] {
  const spans: Span[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, piece.size - 1);
    if (from <= to) spans.push({ ...piece, start: from, end: to });
    offset += piece.size;
  }
  return spans;
}

function diskFull(error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') return error;
  return new AwsError({
    code: 'InternalError',
    message: 'The disk that holds the data directory is full: the object was not kept. Free some space and try again.',
    httpStatus: 507,
  });
}
