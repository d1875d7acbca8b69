import { createHash } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { useBucket } from '../../../test/use-bucket.ts';

const MEGABYTE = 1024 * 1024;

describe('S3 multipart uploads', () => {
  const fixture = useBucket();
  const part = Buffer.alloc(5 * MEGABYTE, 'p');

  async function upload(more: object = {}) {
    const Key = 'big';
    const { UploadId } = await fixture.s3.send(
      new CreateMultipartUploadCommand({ Bucket: fixture.Bucket, Key, Metadata: { m: '1' }, ...more }),
    );
    const bodies = [part, Buffer.from('the end')];
    const Parts = await Promise.all(
      bodies.map(async (Body, index) => {
        const sent = await fixture.s3.send(
          new UploadPartCommand({ Bucket: fixture.Bucket, Key, UploadId, PartNumber: index + 1, Body, ...more }),
        );
        return {
          PartNumber: index + 1,
          ETag: sent.ETag,
          ChecksumCRC32: sent.ChecksumCRC32,
          ChecksumCRC64NVME: sent.ChecksumCRC64NVME,
        };
      }),
    );
    return { Key, UploadId, Parts };
  }

  it('make one object of their parts', async () => {
    const { Key, UploadId, Parts } = await upload({ ChecksumAlgorithm: 'CRC32' });
    const listed = await fixture.s3.send(new ListPartsCommand({ Bucket: fixture.Bucket, Key, UploadId, MaxParts: 1 }));
    expect(listed).toMatchObject({ IsTruncated: true, Parts: [{ PartNumber: 1, Size: part.length }] });
    expect((await fixture.s3.send(new ListMultipartUploadsCommand({ Bucket: fixture.Bucket }))).Uploads).toMatchObject([
      { Key, UploadId },
    ]);

    const done = await fixture.s3.send(
      new CompleteMultipartUploadCommand({ Bucket: fixture.Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );

    const digest = createHash('md5');
    for (const body of [part, Buffer.from('the end')]) digest.update(createHash('md5').update(body).digest());
    expect(done).toMatchObject({
      ETag: `"${digest.digest('hex')}-2"`,
      ChecksumType: 'COMPOSITE',
      ChecksumCRC32: expect.stringMatching(/-2$/u),
    });
    expect(await fixture.text(Key, { Range: `bytes=${part.length - 2}-${part.length + 2}` })).toBe('ppthe');
    expect(await fixture.text(Key, { PartNumber: 2 })).toBe('the end');
    expect(
      (await (await fixture.s3.send(new GetObjectCommand({ Bucket: fixture.Bucket, Key }))).Body?.transformToByteArray())?.length,
    ).toBe(part.length + 7);
    expect(
      await fixture.s3.send(
        new GetObjectAttributesCommand({ Bucket: fixture.Bucket, Key, ObjectAttributes: ['ObjectSize', 'ObjectParts', 'ETag'] }),
      ),
    ).toMatchObject({
      ObjectSize: part.length + 7,
      ObjectParts: { TotalPartsCount: 2 },
    });
    await expect(
      fixture.s3.send(new CompleteMultipartUploadCommand({ Bucket: fixture.Bucket, Key, UploadId, MultipartUpload: { Parts } })),
    ).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('have the checksum of the whole where it is asked for', async () => {
    const { Key, UploadId, Parts } = await upload({ ChecksumAlgorithm: 'CRC64NVME' });
    const done = await fixture.s3.send(
      new CompleteMultipartUploadCommand({ Bucket: fixture.Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    const whole = await fixture.put('whole', Buffer.concat([part, Buffer.from('the end')]), { ChecksumAlgorithm: 'CRC64NVME' });

    expect(done).toMatchObject({ ChecksumType: 'FULL_OBJECT', ChecksumCRC64NVME: whole.ChecksumCRC64NVME });
  });

  it('are refused where parts are missing, out of order or too small', async () => {
    const { Key, UploadId, Parts } = await upload();
    const complete = (parts: object[]) =>
      fixture.s3.send(
        new CompleteMultipartUploadCommand({ Bucket: fixture.Bucket, Key, UploadId, MultipartUpload: { Parts: parts } }),
      );
    const [first = {}, second = {}] = Parts;

    await expect(complete([second, first])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete([first, { ...second, PartNumber: 3 }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete([])).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(
      fixture.s3.send(
        new UploadPartCopyCommand({ Bucket: fixture.Bucket, Key, UploadId, PartNumber: 3, CopySource: `${fixture.Bucket}/none` }),
      ),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
    const third = await fixture.s3.send(
      new UploadPartCommand({ Bucket: fixture.Bucket, Key, UploadId, PartNumber: 3, Body: 'x' }),
    );
    await expect(complete([second, { PartNumber: 3, ETag: third.ETag }])).rejects.toMatchObject({ name: 'EntityTooSmall' });
  });

  it('are listed in pages in which a common prefix counts like an upload', async () => {
    const { Bucket, s3 } = fixture;
    for (const Key of ['a', 'b/1', 'b/2', 'c', 'd/1', 'd/2', 'e'])
      await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const pages: object[] = [];
    let markers: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
    for (let truncated = true; truncated; ) {
      const page = await s3.send(new ListMultipartUploadsCommand({ Bucket, Delimiter: '/', MaxUploads: 2, ...markers }));
      pages.push({
        keys: page.Uploads?.map(({ Key }) => Key) ?? [],
        prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
      });
      markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
      truncated = page.IsTruncated === true;
    }

    expect(pages).toEqual([
      { keys: ['a'], prefixes: ['b/'] },
      { keys: ['c'], prefixes: ['d/'] },
      { keys: ['e'], prefixes: [] },
    ]);
  });

  it('take parts of other objects, and leave no files when their bucket goes', async () => {
    const before = fixture.filesLeft();
    await fixture.put('source', '0123456789');
    const { UploadId } = await fixture.s3.send(new CreateMultipartUploadCommand({ Bucket: fixture.Bucket, Key: 'k' }));
    const { CopyPartResult } = await fixture.s3.send(
      new UploadPartCopyCommand({
        Bucket: fixture.Bucket,
        Key: 'k',
        UploadId,
        PartNumber: 1,
        CopySource: `${fixture.Bucket}/source`,
        CopySourceRange: 'bytes=2-5',
      }),
    );
    expect(CopyPartResult?.ETag).toBe(`"${createHash('md5').update('2345').digest('hex')}"`);

    await fixture.s3.send(new DeleteObjectCommand({ Bucket: fixture.Bucket, Key: 'source' }));
    await fixture.s3.send(new DeleteBucketCommand({ Bucket: fixture.Bucket }));
    expect(fixture.filesLeft()).toBe(before);
  });
});
