import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { useBucket } from '../../../test/use-bucket.ts';

describe('S3 objects', () => {
  const fixture = useBucket();
  it('come back as they were put, with their headers and metadata', async () => {
    const Expires = new Date('2030-01-01T00:00:00Z');
    const { ETag } = await fixture.put('a/ä ö+&?.txt', 'hello', {
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      Metadata: { Author: 'me' },
      Expires,
    });

    const got = await fixture.s3.send(new GetObjectCommand({ Bucket: fixture.Bucket, Key: 'a/ä ö+&?.txt' }));

    expect(ETag).toBe(`"${createHash('md5').update('hello').digest('hex')}"`);
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      ContentLength: 5,
      CacheControl: 'no-cache',
      Metadata: { author: 'me' },
      ETag,
      AcceptRanges: 'bytes',
      ServerSideEncryption: 'AES256',
      ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
    });
    expect(got.VersionId).toBeUndefined();
  });

  it('keep names that would lead out of a directory', async () => {
    for (const Key of ['../../etc/passwd', '/abs', 'a//b', '.', '..', 'a/', '\u0001', 'x'.repeat(1024)]) {
      await fixture.put(Key, Key);
      expect(await fixture.text(Key)).toBe(Key);
    }
    await expect(fixture.put('x'.repeat(1025), '')).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });

  it('are answered in ranges', async () => {
    await fixture.put('k', '0123456789');

    expect(await fixture.text('k', { Range: 'bytes=2-4' })).toBe('234');
    expect(await fixture.text('k', { Range: 'bytes=7-' })).toBe('789');
    expect(await fixture.text('k', { Range: 'bytes=-3' })).toBe('789');
    expect(await fixture.text('k', { Range: 'bytes=5-1' })).toBe('0123456789');
    expect(await fixture.s3.send(new GetObjectCommand({ Bucket: fixture.Bucket, Key: 'k', Range: 'bytes=8-99' }))).toMatchObject({
      ContentRange: 'bytes 8-9/10',
      $metadata: { httpStatusCode: 206 },
    });
    await expect(fixture.text('k', { Range: 'bytes=10-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('are refused where a condition does not hold', async () => {
    const { ETag = '' } = await fixture.put('k', 'one');
    const status = async (more: object): Promise<number | undefined> => {
      try {
        return (await fixture.s3.send(new GetObjectCommand({ Bucket: fixture.Bucket, Key: 'k', ...more }))).$metadata
          .httpStatusCode;
      } catch (error) {
        return (error as { $metadata: { httpStatusCode?: number } }).$metadata.httpStatusCode;
      }
    };

    expect(await status({ IfMatch: ETag })).toBe(200);
    expect(await status({ IfMatch: '"other"' })).toBe(412);
    expect(await status({ IfNoneMatch: ETag })).toBe(304);
    expect(await status({ IfModifiedSince: new Date(Date.now() + 60_000) })).toBe(304);
    expect(await status({ IfUnmodifiedSince: new Date(0) })).toBe(412);
    await expect(fixture.put('k', 'two', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(fixture.put('k', 'two', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(fixture.put('new', 'two', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await fixture.put('k', 'two', { IfMatch: ETag });
    expect(await fixture.text('k')).toBe('two');
  });

  it('are checked against the checksums that come with them, and return them', async () => {
    for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
      // A stream of unknown length makes the client send aws-chunked with the checksum in a trailer.
      const sent = await fixture.s3.send(
        new PutObjectCommand({
          Bucket: fixture.Bucket,
          Key: 'k',
          Body: Readable.from(['hello ', 'world']),
          ContentLength: 11,
          ChecksumAlgorithm,
        }),
      );
      const head = await fixture.s3.send(new HeadObjectCommand({ Bucket: fixture.Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
      const member = `Checksum${ChecksumAlgorithm}` as const;

      expect(sent[member]).toBeTruthy();
      expect(head).toMatchObject({ [member]: sent[member], ChecksumType: 'FULL_OBJECT' });
      expect(await fixture.text('k', { ChecksumMode: 'ENABLED' })).toBe('hello world');
    }
    const before = fixture.filesLeft();
    await expect(fixture.put('k', 'bad', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
      message: 'The CRC32 you specified did not match the calculated checksum.',
    });
    await expect(
      fixture.put('k', 'bad', { ContentMD5: createHash('md5').update('good').digest('base64') }),
    ).rejects.toMatchObject({
      name: 'BadDigest',
    });
    expect(fixture.filesLeft()).toBe(before);
    expect(await fixture.text('k')).toBe('hello world');
  });

  it('are reached by presigned URLs, both ways, and by nothing unsigned', async () => {
    const url = await getSignedUrl(fixture.s3, new PutObjectCommand({ Bucket: fixture.Bucket, Key: 'signed' }));
    const status = (await fetch(url, { method: 'PUT', body: 'by url' })).status;
    const got = await fetch(
      await getSignedUrl(
        fixture.s3,
        new GetObjectCommand({ Bucket: fixture.Bucket, Key: 'signed', ResponseContentType: 'text/x' }),
      ),
    );

    expect(status).toBe(200);
    expect(await got.text()).toBe('by url');
    expect(got.headers.get('content-type')).toBe('text/x');
    expect((await fetch(`${fixture.running.client.endpoint}/${fixture.Bucket}/signed`)).status).toBe(403);
  });

  it('are refused in the words of AWS where they are not there', async () => {
    await expect(fixture.text('none')).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      Key: 'none',
    });
    await expect(fixture.s3.send(new HeadObjectCommand({ Bucket: fixture.Bucket, Key: 'none' }))).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(fixture.s3.send(new GetObjectCommand({ Bucket: 'no-such-bucket', Key: 'k' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      BucketName: 'no-such-bucket',
    });
    expect(await fixture.s3.send(new DeleteObjectCommand({ Bucket: fixture.Bucket, Key: 'none' }))).toMatchObject({
      $metadata: { httpStatusCode: 204 },
    });
  });

  it('are copied with their metadata or with other, and share their bytes', async () => {
    await fixture.put('from', 'bytes', { Metadata: { a: '1' }, ContentType: 'text/plain', Tagging: 'team=ml' });
    const CopySource = `${fixture.Bucket}/from`;

    const { CopyObjectResult } = await fixture.s3.send(new CopyObjectCommand({ Bucket: fixture.Bucket, Key: 'to', CopySource }));
    await fixture.s3.send(
      new CopyObjectCommand({
        Bucket: fixture.Bucket,
        Key: 'to2',
        CopySource,
        MetadataDirective: 'REPLACE',
        Metadata: { b: '2' },
      }),
    );
    await fixture.s3.send(new DeleteObjectCommand({ Bucket: fixture.Bucket, Key: 'from' }));

    expect(CopyObjectResult?.ETag).toBe(`"${createHash('md5').update('bytes').digest('hex')}"`);
    expect(await fixture.s3.send(new HeadObjectCommand({ Bucket: fixture.Bucket, Key: 'to' }))).toMatchObject({
      Metadata: { a: '1' },
      ContentType: 'text/plain',
    });
    expect(await fixture.s3.send(new HeadObjectCommand({ Bucket: fixture.Bucket, Key: 'to2' }))).toMatchObject({
      Metadata: { b: '2' },
      ContentType: 'binary/octet-stream',
    });
    expect(await fixture.text('to2')).toBe('bytes');
    expect((await fixture.s3.send(new GetObjectTaggingCommand({ Bucket: fixture.Bucket, Key: 'to' }))).TagSet).toEqual([
      { Key: 'team', Value: 'ml' },
    ]);
    await expect(
      fixture.s3.send(new CopyObjectCommand({ Bucket: fixture.Bucket, Key: 'to', CopySource: `${fixture.Bucket}/to` })),
    ).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
  });

  it('leave nothing behind where the client goes away in the middle', async () => {
    const { port } = fixture.running.emulator;
    const before = fixture.filesLeft();
    const upload = request({
      host: '127.0.0.1',
      port,
      method: 'PUT',
      path: `/${fixture.Bucket}/k`,
      headers: { authorization: SIGNED, 'content-length': 1_000_000 },
    });
    upload.on('error', () => {});
    await new Promise((resolve) => upload.write(Buffer.alloc(500_000), resolve));
    upload.destroy();

    // The server works through requests in the order in which they come to it: the next answer is later than the end of the first.
    await fixture.put('other', 'x');
    await expect(fixture.text('k')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(fixture.filesLeft()).toBe(before + 1);
    expect(fixture.running.log).toEqual([]);
  });
});

const SIGNED = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';
