import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { useBucket } from '../../../test/use-bucket.ts';

describe('S3 listings', () => {
  const fixture = useBucket();
  beforeEach(() => Promise.all(['a', 'b/1', 'b/2', 'b/c/3', 'd', 'ä b', '😀', '\uFFFF'].map((key) => fixture.put(key, key))));

  it('are in the order of the bytes of the keys, in pages', async () => {
    const all = ['a', 'b/1', 'b/2', 'b/c/3', 'd', 'ä b', '\uFFFF', '😀'];
    const paged: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await fixture.s3.send(new ListObjectsV2Command({ Bucket: fixture.Bucket, MaxKeys: 3, ContinuationToken }));
      paged.push(...(page.Contents ?? []).map(({ Key }) => Key));
      expect(page.KeyCount).toBe(page.Contents?.length);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);

    expect(paged).toEqual(all);
    expect(await fixture.keys({ StartAfter: 'b/2' })).toEqual(all.slice(3));
    expect(await fixture.keys({ Prefix: 'b/' })).toEqual(['b/1', 'b/2', 'b/c/3']);
    expect(await fixture.keys({ MaxKeys: 0 })).toBeUndefined();
  });

  it('roll up what shares a prefix, also over pages', async () => {
    const rolled: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await fixture.s3.send(
        new ListObjectsV2Command({ Bucket: fixture.Bucket, Delimiter: '/', MaxKeys: 2, ContinuationToken }),
      );
      rolled.push(...(page.Contents ?? []).map(({ Key }) => Key), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);

    expect(rolled).toEqual(['a', 'b/', 'd', 'ä b', '\uFFFF', '😀']);
    const below = await fixture.s3.send(new ListObjectsV2Command({ Bucket: fixture.Bucket, Delimiter: '/', Prefix: 'b/' }));
    expect(below.Contents?.map(({ Key }) => Key)).toEqual(['b/1', 'b/2']);
    expect(below.CommonPrefixes).toEqual([{ Prefix: 'b/c/' }]);
  });

  it('encode keys where they are asked to, and have the first version too', async () => {
    const page = await fixture.s3.send(
      new ListObjectsCommand({ Bucket: fixture.Bucket, EncodingType: 'url', Delimiter: '/', MaxKeys: 2 }),
    );
    expect(page).toMatchObject({ IsTruncated: true, NextMarker: 'b/', CommonPrefixes: [{ Prefix: 'b/' }] });
    const rest = await fixture.s3.send(
      new ListObjectsCommand({ Bucket: fixture.Bucket, EncodingType: 'url', Delimiter: '/', Marker: 'b/' }),
    );
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['d', '%C3%A4+b', '%EF%BF%BF', '%F0%9F%98%80']);
  });

  it('show that many objects are deleted at once', async () => {
    const { Deleted, Errors } = await fixture.s3.send(
      new DeleteObjectsCommand({ Bucket: fixture.Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: 'b/1' }, { Key: 'none' }] } }),
    );

    expect(Deleted?.map(({ Key }) => Key)).toEqual(['a', 'b/1', 'none']);
    expect(Errors).toBeUndefined();
    expect(await fixture.keys({ MaxKeys: 2 })).toEqual(['b/2', 'b/c/3']);
  });
});

describe('S3 versions', () => {
  const fixture = useBucket();
  beforeEach(() =>
    fixture.s3.send(new PutBucketVersioningCommand({ Bucket: fixture.Bucket, VersioningConfiguration: { Status: 'Enabled' } })),
  );

  it('keep what was overwritten and what was deleted', async () => {
    const { VersionId: first } = await fixture.put('k', 'one');
    const { VersionId: second } = await fixture.put('k', 'two');
    const { DeleteMarker, VersionId: marker } = await fixture.s3.send(
      new DeleteObjectCommand({ Bucket: fixture.Bucket, Key: 'k' }),
    );

    expect(DeleteMarker).toBe(true);
    await expect(fixture.text('k')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await fixture.text('k', { VersionId: first })).toBe('one');
    await expect(fixture.text('k', { VersionId: marker })).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    await expect(fixture.text('k', { VersionId: 'none' })).rejects.toMatchObject({ name: 'NoSuchVersion' });
    const listed = await fixture.s3.send(new ListObjectVersionsCommand({ Bucket: fixture.Bucket }));
    expect(listed.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [second, false],
      [first, false],
    ]);
    expect(listed.DeleteMarkers).toMatchObject([{ Key: 'k', VersionId: marker, IsLatest: true }]);

    await fixture.s3.send(new DeleteObjectCommand({ Bucket: fixture.Bucket, Key: 'k', VersionId: marker }));
    expect(await fixture.text('k')).toBe('two');
    await fixture.s3.send(new DeleteObjectCommand({ Bucket: fixture.Bucket, Key: 'k', VersionId: second }));
    expect(await fixture.text('k')).toBe('one');
    await expect(fixture.s3.send(new DeleteBucketCommand({ Bucket: fixture.Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    });
  });

  it('are replaced as the null version where versioning is suspended', async () => {
    const { VersionId: kept } = await fixture.put('k', 'one');
    await fixture.s3.send(
      new PutBucketVersioningCommand({ Bucket: fixture.Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    );
    await fixture.put('k', 'two');
    const { VersionId } = await fixture.put('k', 'three');

    expect(VersionId).toBe('null');
    const { Versions } = await fixture.s3.send(new ListObjectVersionsCommand({ Bucket: fixture.Bucket }));
    expect(Versions?.map((version) => version.VersionId)).toEqual(['null', kept]);
  });

  it('are listed in pages', async () => {
    for (const body of ['1', '2', '3']) await fixture.put('a', body);
    await fixture.put('b', '1');
    const all = (await fixture.s3.send(new ListObjectVersionsCommand({ Bucket: fixture.Bucket }))).Versions?.map(
      ({ VersionId }) => VersionId,
    );
    const paged: (string | undefined)[] = [];
    let page = await fixture.s3.send(new ListObjectVersionsCommand({ Bucket: fixture.Bucket, MaxKeys: 2 }));
    paged.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
    page = await fixture.s3.send(
      new ListObjectVersionsCommand({
        Bucket: fixture.Bucket,
        MaxKeys: 2,
        KeyMarker: page.NextKeyMarker,
        VersionIdMarker: page.NextVersionIdMarker,
      }),
    );
    paged.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));

    expect(page.IsTruncated).toBe(false);
    expect(paged).toEqual(all);
  });
});
