import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { useBucket } from '../../../test/use-bucket.ts';

const MEBIBYTE = 1_048_576;
const fixture = useBucket();
/** A call without the checks of a client. */
const call = <Output = Record<string, unknown>>(operation: string, input: object): Promise<Output> => {
  const { emulator } = fixture.running;
  return emulator.aws.call<Output>('s3', operation, { Bucket: fixture.Bucket, ...input }, { caller: emulator.rootCaller });
};

describe('PutObject', () => {
  it.each<[string, object, object]>([
    [
      'a lock',
      { ObjectLockMode: 'GOVERNANCE' },
      { code: 'NotImplemented', message: expect.stringContaining('S3 ObjectLockMode') },
    ],
    ['a key of the customer', { SSECustomerAlgorithm: 'AES256' }, { code: 'NotImplemented' }],
    ['a public access control list', { ACL: 'public-read' }, { code: 'AccessControlListNotSupported' }],
    ['a grant', { GrantRead: 'id=1' }, { code: 'AccessControlListNotSupported' }],
    ['an empty key', { Key: '' }, { code: 'InvalidArgument', message: 'The key must not be empty' }],
    ['a key of 1,025 bytes', { Key: 'ä'.repeat(513) }, { code: 'KeyTooLongError' }],
    ['more than 2 KB of metadata', { Metadata: { note: 'x'.repeat(2048) } }, { code: 'MetadataTooLarge' }],
    [
      'eleven tags',
      { Tagging: Array.from({ length: 11 }, (_, index) => `t${index}=1`).join('&') },
      { code: 'BadRequest', message: 'Object tags cannot be greater than 10' },
    ],
    ['a tag without a key', { Tagging: '=1' }, { code: 'InvalidTag', message: 'The TagKey you have provided is invalid' }],
    ['a tag with a long key', { Tagging: `${'k'.repeat(129)}=1` }, { code: 'InvalidTag' }],
    [
      'a tag with a long value',
      { Tagging: `k=${'v'.repeat(257)}` },
      { code: 'InvalidTag', message: 'The TagValue you have provided is invalid' },
    ],
    [
      'the same tag twice',
      { Tagging: 'k=1&k=2' },
      { code: 'InvalidTag', message: 'Cannot provide multiple Tags with the same key' },
    ],
    ['a condition on another object', { IfMatch: '"other"' }, { code: 'NoSuchKey' }],
  ])('refuses %s', async (_what, more, refusal) => {
    await expect(call('PutObject', { Key: 'k', Body: 'x', ...more })).rejects.toMatchObject(refusal);
  });

  it('takes the access control lists that change nothing, and keeps the others', async () => {
    await call('PutObject', {
      Key: 'k',
      Body: 'x',
      ACL: 'bucket-owner-full-control',
      ContentEncoding: 'aws-chunked, gzip',
      StorageClass: 'STANDARD_IA',
      Metadata: { name: 'ä' },
    });
    await call('PutObject', {
      Key: 'plain',
      Body: 'x',
      ContentEncoding: 'aws-chunked',
      StorageClass: 'STANDARD',
      ACL: 'private',
    });

    expect(await call('HeadObject', { Key: 'k' })).toMatchObject({
      ContentEncoding: 'gzip',
      StorageClass: 'STANDARD_IA',
      Metadata: { name: '=?UTF-8?B?w6Q=?=' },
    });
    const plain = await call('HeadObject', { Key: 'plain' });
    expect([plain['ContentEncoding'], plain['StorageClass']]).toEqual([undefined, undefined]);
  });

  it('replaces an object only under the conditions that are given', async () => {
    const { ETag } = await fixture.put('k', 'one');
    await expect(fixture.put('k', 'two', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(fixture.put('k', 'two', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await fixture.put('k', 'two', { IfMatch: `W/${ETag}` });

    expect(await fixture.text('k')).toBe('two');
  });
});

describe('PutObjectTagging', () => {
  it('replaces the tags of an object', async () => {
    await fixture.put('k', 'x', { Tagging: 'a=1' });
    const Key = 'k';
    const Tagging = { TagSet: [{ Key: 'b', Value: '2' }] };
    await fixture.s3.send(new PutObjectTaggingCommand({ Bucket: fixture.Bucket, Key, Tagging }));

    const tags = await fixture.s3.send(new GetObjectTaggingCommand({ Bucket: fixture.Bucket, Key }));
    expect(tags.TagSet).toEqual(Tagging.TagSet);
  });
});

describe('GetObject', () => {
  const get = (more: object) => fixture.s3.send(new GetObjectCommand({ Bucket: fixture.Bucket, Key: 'k', ...more }));

  it('answers under the conditions of HTTP', async () => {
    const { ETag } = await fixture.put('k', 'x');
    const past = new Date('2020-01-01T00:00:00Z');
    const future = new Date(Date.now() + 86_400_000);

    await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get({ IfUnmodifiedSince: past })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(get({ IfModifiedSince: future })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await get({ IfMatch: '"other", *' });
    await get({ IfUnmodifiedSince: future, IfNoneMatch: '"other"' });
    await get({ IfModifiedSince: past });
  });

  it('answers with the headers that the request names', async () => {
    await fixture.put('k', 'x');

    expect(
      await get({
        ResponseCacheControl: 'no-store',
        ResponseContentDisposition: 'attachment',
        ResponseContentEncoding: 'identity',
        ResponseContentLanguage: 'de',
        ResponseContentType: 'text/csv',
        ResponseExpires: new Date('2030-01-01T00:00:00Z'),
      }),
    ).toMatchObject({
      CacheControl: 'no-store',
      ContentDisposition: 'attachment',
      ContentEncoding: 'identity',
      ContentLanguage: 'de',
      ContentType: 'text/csv',
      ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
    });
  });

  it('takes an object that was put whole as its only part', async () => {
    await fixture.put('k', 'text');
    await fixture.put('empty', '');

    expect(await (await get({ PartNumber: 1 })).Body?.transformToString()).toBe('text');
    expect((await get({ Key: 'empty', PartNumber: 1 })).ContentLength).toBe(0);
    await expect(get({ PartNumber: 2 })).rejects.toMatchObject({ name: 'InvalidPartNumber' });
  });
});

describe('objects of parts', () => {
  async function upload(key: string, ...parts: readonly string[]): Promise<void> {
    const target = { Bucket: fixture.Bucket, Key: key };
    const { UploadId } = await fixture.s3.send(new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'CRC32' }));
    const Parts = [];
    for (const [index, Body] of parts.entries()) {
      const PartNumber = index + 1;
      const sent = await fixture.s3.send(
        new UploadPartCommand({ ...target, UploadId, PartNumber, Body, ChecksumAlgorithm: 'CRC32' }),
      );
      Parts.push({ PartNumber, ETag: sent.ETag, ChecksumCRC32: sent.ChecksumCRC32 });
    }
    await fixture.s3.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  }

  it('have attributes, and their parts in pages', async () => {
    const first = 'x'.repeat(5 * MEBIBYTE);
    await upload('k', first, 'tail');
    const attributes = (more: object) =>
      fixture.s3.send(
        new GetObjectAttributesCommand({
          Bucket: fixture.Bucket,
          Key: 'k',
          ObjectAttributes: ['ETag', 'Checksum', 'ObjectSize', 'StorageClass', 'ObjectParts'],
          ...more,
        }),
      );

    const page = await attributes({ MaxParts: 1 });
    expect(page).toMatchObject({
      ObjectSize: first.length + 4,
      StorageClass: 'STANDARD',
      Checksum: { ChecksumType: 'COMPOSITE' },
    });
    expect(page.ObjectParts).toMatchObject({ TotalPartsCount: 2, IsTruncated: true, NextPartNumberMarker: '1' });
    expect((await attributes({ PartNumberMarker: '1' })).ObjectParts?.Parts).toEqual([
      { PartNumber: 2, Size: 4, ChecksumCRC32: expect.any(String) },
    ]);

    await fixture.put('whole', 'x');
    expect((await attributes({ Key: 'whole', ObjectAttributes: ['ObjectParts', 'ETag'] })).ObjectParts).toBeUndefined();
    expect((await attributes({ Key: 'whole', ObjectAttributes: ['ObjectSize'] })).ETag).toBeUndefined();
  });

  it('are copied as one piece, and answer for each part', async () => {
    await upload('k', 'x'.repeat(5 * MEBIBYTE), 'tail');
    const { Bucket } = fixture;
    const part = await fixture.s3.send(new GetObjectCommand({ Bucket, Key: 'k', PartNumber: 2 }));
    expect([part.PartsCount, await part.Body?.transformToString()]).toEqual([2, 'tail']);
    await expect(fixture.s3.send(new GetObjectCommand({ Bucket, Key: 'k', PartNumber: 3 }))).rejects.toMatchObject({
      name: 'InvalidPartNumber',
    });

    await fixture.s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/k`, ChecksumAlgorithm: 'SHA256' }));
    const head = await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: 'copy', ChecksumMode: 'ENABLED' }));
    expect(head.ETag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(head.ChecksumSHA256).toMatch(/=$/);
  });
});

describe('CopyObject', () => {
  it('refuses a copy to itself that changes nothing, and takes one that changes tags', async () => {
    await fixture.put('k', 'x', { Tagging: 'a=1' });
    const { Bucket } = fixture;
    const copy = (more: object) =>
      fixture.s3.send(new CopyObjectCommand({ Bucket, Key: 'k', CopySource: `${Bucket}/k`, ...more }));

    await expect(copy({})).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('copy an object to itself'),
    });
    await copy({ TaggingDirective: 'REPLACE', Tagging: 'b=2', StorageClass: 'STANDARD_IA' });
    expect((await fixture.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'k' }))).TagSet).toEqual([{ Key: 'b', Value: '2' }]);
    expect((await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }))).StorageClass).toBe('STANDARD_IA');
  });

  it('copies under conditions on the source, which fail with 412', async () => {
    const { ETag } = await fixture.put('k', 'x');
    const { Bucket } = fixture;
    const copy = (more: object) =>
      fixture.s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/k`, ...more }));

    await expect(copy({ CopySourceIfNoneMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(copy({ CopySourceIfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await copy({ CopySourceIfMatch: ETag });
    await expect(copy({ CopySource: `${Bucket}/missing` })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(copy({ CopySource: 'nowhere' })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('DeleteObjects', () => {
  it('deletes what its conditions allow, names the others, and is silent on success when asked', async () => {
    const { ETag } = await fixture.put('a', '1');
    await fixture.put('b', '2');
    const { Bucket } = fixture;
    const answer = await fixture.s3.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: {
          Quiet: true,
          Objects: [
            { Key: 'a', ETag },
            { Key: 'b', ETag: '"other"' },
            { Key: 'missing', ETag: '*' },
          ],
        },
      }),
    );

    expect(answer.Deleted).toBeUndefined();
    expect(answer.Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([
      ['b', 'PreconditionFailed'],
      ['missing', 'PreconditionFailed'],
    ]);
    expect(await fixture.keys()).toEqual(['b']);
    await expect(call('DeleteObjects', { Delete: { Objects: [] } })).rejects.toMatchObject({ code: 'MalformedXML' });
  });
});

describe('ListObjectVersions', () => {
  it('rolls up prefixes, pages through versions and markers, and refuses a version without its key', async () => {
    const { Bucket } = fixture;
    await fixture.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    for (const key of ['a/1', 'a/2', 'b ä', 'b ä', 'c']) await fixture.put(key, 'x');
    await fixture.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'c' }] } }));
    const list = (more: object) => fixture.s3.send(new ListObjectVersionsCommand({ Bucket, ...more }));

    const first = await list({ Delimiter: '/', MaxKeys: 2, EncodingType: 'url' });
    expect(first.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
    expect(first.Versions?.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([['b+%C3%A4', true]]);
    expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'b+%C3%A4' });

    const rest = await list({ KeyMarker: 'b ä', VersionIdMarker: first.NextVersionIdMarker });
    expect(rest.Versions?.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([
      ['b ä', false],
      ['c', false],
    ]);
    expect(rest.DeleteMarkers?.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([['c', true]]);
    const afterPrefix = await list({ Delimiter: '/', MaxKeys: 1 });
    expect([afterPrefix.NextKeyMarker, afterPrefix.NextVersionIdMarker]).toEqual(['a/', undefined]);
    expect((await list({ MaxKeys: 0 })).IsTruncated).toBe(false);
    await expect(list({ VersionIdMarker: 'v' })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});
