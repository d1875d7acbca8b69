import type { CopyObjectCommandInput, CopyObjectOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { algorithmOf, checksumMembers } from '../checksum.ts';
import { copySource } from '../copy-source.ts';
import { invalidRequest } from '../errors.ts';
import { checkKey, headersOf, metadataOf, tagsOfHeader } from '../object-headers.ts';
import type { ObjectVersion } from '../object-store.ts';
import type { S3 } from '../s3.ts';
import { type NewObject, saveObject, shownVersionId } from '../save-object.ts';

/**
 * Copies an object, with its own or with new metadata and tags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export function copyObject(
  s3: S3,
): OperationHandler<Given<CopyObjectCommandInput, 'Bucket' | 'CopySource' | 'Key'>, CopyObjectOutput> {
  return async (input, call) => {
    const { Bucket, Key, MetadataDirective, TaggingDirective } = input;
    const bucket = s3.buckets.get(Bucket);
    checkKey(Key);
    const source = copySource(s3, input);
    const replace = MetadataDirective === 'REPLACE';
    refuseCopyToItself(source, input);
    await s3.encryption.requireReading(source, call);
    const encryption = await s3.encryption.ofNewObject(bucket, Key, input, call);
    const given = headersOf(input);
    // Encryption and storage class are the copy's own in either case.
    const own = {
      ...encryption,
      ...(given['StorageClass'] !== undefined && { StorageClass: given['StorageClass'] }),
    };
    const {
      ServerSideEncryption: _encryption,
      SSEKMSKeyId: _key,
      BucketKeyEnabled: _bucketKey,
      StorageClass: _class,
      ...copied
    } = source.headers;
    const bytes = await copyBytes(s3, source, algorithmOf(input.ChecksumAlgorithm));
    const saved = saveObject(
      s3,
      'CopyObject',
      Bucket,
      {
        key: Key,
        ...bytes,
        headers: { ...(replace ? given : copied), ...own },
        metadata: replace ? metadataOf(input.Metadata) : source.metadata,
        tags: TaggingDirective === 'REPLACE' ? tagsOfHeader(input.Tagging) : source.tags,
      },
      input,
    );
    return {
      CopyObjectResult: { ETag: `"${saved.etag}"`, LastModified: new Date(saved.modifiedAt), ...checksumMembers(saved.checksum) },
      ...(s3.buckets.get(source.bucket).versioning !== undefined && { CopySourceVersionId: source.versionId }),
      ...shownVersionId(bucket, saved),
      ...encryption,
    };
  };
}

/** An object put in one piece shares its bytes with the copy; one of parts is written anew, since the copy is one piece. */
async function copyBytes(
  { files }: S3,
  source: ObjectVersion,
  algorithm = source.checksum?.algorithm ?? 'CRC64NVME',
): Promise<Pick<NewObject, 'size' | 'etag' | 'pieces' | 'checksum'>> {
  const [piece] = source.pieces;
  const { size, checksum } = source;
  if (source.multipart !== true && piece !== undefined && checksum?.algorithm === algorithm)
    return { size, etag: source.etag, checksum, pieces: [{ file: await files.duplicate(piece.file), size }] };
  const stored = await files.write(await files.read(source.pieces, 0, size - 1), algorithm);
  return {
    size,
    etag: stored.md5,
    checksum: { algorithm, value: stored.checksum, type: 'FULL_OBJECT' },
    pieces: [{ file: stored.file, size }],
  };
}

function refuseCopyToItself(source: ObjectVersion, input: CopyObjectCommandInput): void {
  const changes =
    input.MetadataDirective === 'REPLACE' ||
    input.TaggingDirective === 'REPLACE' ||
    input.StorageClass !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    input.ChecksumAlgorithm !== undefined;
  if (source.bucket === input.Bucket && source.key === input.Key && source.latest && !changes)
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
}
