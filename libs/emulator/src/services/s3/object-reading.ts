import type { GetObjectCommandInput, HeadObjectOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../core/given.ts';
import { checksumMembers } from './checksum.ts';
import { refusal } from './errors.ts';
import { findObject } from './find-object.ts';
import { metadataHeaders } from './object-headers.ts';
import type { ObjectVersion } from './object-store.ts';
import { checkReadConditions } from './preconditions.ts';
import { type ByteRange, parseRange } from './range.ts';
import type { S3 } from './s3.ts';
import { shownVersionId } from './save-object.ts';
import { checkPartNumber } from './upload-parts.ts';

/** Finds an object, and answers everything of it but the bytes. @throws AwsError as S3 refuses to read it */
export function readObject(
  s3: S3,
  input: Given<GetObjectCommandInput, 'Bucket' | 'Key'>,
): { version: ObjectVersion; range: ByteRange | undefined; output: HeadObjectOutput } {
  const { Bucket, Key } = input;
  const version = findObject(s3, Bucket, Key, input.VersionId);
  checkReadConditions(version, input);
  const range = input.PartNumber === undefined ? parseRange(input.Range, version.size) : partRange(version, input.PartNumber);
  const { headers } = version;
  const output: HeadObjectOutput = {
    ...headers,
    AcceptRanges: 'bytes',
    ContentLength: range === undefined ? version.size : range.end - range.start + 1,
    ContentRange: range === undefined ? undefined : `bytes ${range.start}-${range.end}/${version.size}`,
    ETag: `"${version.etag}"`,
    LastModified: new Date(version.modifiedAt),
    Metadata: metadataHeaders(version.metadata),
    PartsCount: input.PartNumber === undefined || version.multipart !== true ? undefined : version.pieces.length,
    ...shownVersionId(s3.buckets.get(Bucket), version),
    // A part of the bytes has another checksum than the whole.
    ...(input.ChecksumMode === 'ENABLED' && range === undefined && checksumMembers(version.checksum)),
    ...overrides(input),
  };
  return { version, range, output };
}

/** Headers of the answer that the request itself sets, as presigned URLs do. */
function overrides(input: GetObjectCommandInput): Partial<HeadObjectOutput> {
  const given = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires?.toUTCString(),
  };
  // The header's text is written as it stands; the SDK's type knows a date only.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function partRange({ pieces, size, multipart }: ObjectVersion, partNumber: number): ByteRange | undefined {
  checkPartNumber(partNumber);
  if (multipart !== true && partNumber === 1) return size === 0 ? undefined : { start: 0, end: size - 1 };
  const piece = multipart === true ? pieces[partNumber - 1] : undefined;
  if (piece === undefined)
    throw refusal('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, { PartNumberRequested: partNumber });
  const start = pieces.slice(0, partNumber - 1).reduce((sum, { size: length }) => sum + length, 0);
  return { start, end: start + piece.size - 1 };
}
