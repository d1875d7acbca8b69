import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { AwsChunkedDecoder } from './aws-chunked.ts';

const SIGNED =
  '5;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\nhello\r\n6;chunk-signature=0055\r\n world\r\n0;chunk-signature=b6c6\r\n\r\n';
const TRAILED = 'b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\nx-amz-trailer-signature:abc\r\n\r\n';

describe('AwsChunkedDecoder', () => {
  it('gives the bytes of signed chunks, wherever the network cuts them', async () => {
    for (let size = 1; size <= SIGNED.length; size += 1) expect((await decode(SIGNED, size)).text).toBe('hello world');
  });

  it('keeps the trailers', async () => {
    for (let size = 1; size <= TRAILED.length; size += 1)
      expect(await decode(TRAILED, size)).toEqual({
        text: 'hello world',
        trailers: { 'x-amz-checksum-crc32': 'DUoRhQ==', 'x-amz-trailer-signature': 'abc' },
      });
  });

  it('refuses a body that ends before its last chunk', async () => {
    await expect(decode('5\r\nhel', 10)).rejects.toMatchObject({ code: 'IncompleteBody' });
    await expect(decode('5\r\nhello\r\n', 10)).rejects.toMatchObject({ code: 'IncompleteBody' });
    await expect(decode('hello\r\n', 10)).rejects.toMatchObject({ code: 'IncompleteBody' });
  });
});

async function decode(text: string, size: number): Promise<{ text: string; trailers: Record<string, string> }> {
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    Buffer.from(text.slice(index * size, (index + 1) * size)),
  );
  const decoder = new AwsChunkedDecoder();
  const decoded = await buffer(Readable.from(pieces).pipe(decoder));
  return { text: decoded.toString(), trailers: decoder.trailers };
}
