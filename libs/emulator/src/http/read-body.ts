import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsError } from '../core/aws-error.ts';
import type { HttpRequest } from '../core/http-message.ts';

/** The largest body that is taken into memory, in bytes. Objects of S3 are streamed and know no such limit. */
export const BODY_LIMIT: number = 32 * 1024 * 1024;

const EMPTY = new Uint8Array(0);

/**
 * Reads a request's whole body, unpacked where the client sent it with gzip.
 *
 * @throws AwsError `RequestEntityTooLarge` (HTTP 413) above {@link BODY_LIMIT}
 */
export async function readBody(request: HttpRequest): Promise<Uint8Array> {
  const bytes = await collect(request);
  if (request.headers['content-encoding']?.toLowerCase() !== 'gzip' || bytes.byteLength === 0) return bytes;
  return promisify(gunzip)(bytes, { maxOutputLength: BODY_LIMIT });
}

async function collect({ body, headers }: HttpRequest): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (headers['content-length'] === '0') return EMPTY;
  if (Number(headers['content-length']) > BODY_LIMIT) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    body.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > BODY_LIMIT) reject(tooLarge());
      else chunks.push(chunk);
    });
    body.once('end', resolve);
    body.once('error', reject);
    body.once('close', () =>
      reject(new AwsError({ code: 'RequestTimeout', message: 'The client ended the request before its body' })),
    );
  });
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size);
}

function tooLarge(): AwsError {
  return new AwsError({
    code: 'RequestEntityTooLarge',
    message: `The request's body is larger than ${BODY_LIMIT} bytes`,
    httpStatus: 413,
  });
}
