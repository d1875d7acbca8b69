import { AwsError, notServed } from '../../core/aws-error.ts';
import { invalidArgument, refusal } from './errors.ts';

/** Members of an input that are kept with the object and returned with it, by GetObject's names for them. */
const KEPT = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
  'Expires',
  'SSEKMSKeyId',
  'BucketKeyEnabled',
  'ServerSideEncryption',
  'StorageClass',
  'WebsiteRedirectLocation',
] as const;

/** Members that ask for features that are not served. */
const NOT_SERVED = [
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
  'ObjectLockLegalHoldStatus',
  'SSECustomerAlgorithm',
  'CopySourceSSECustomerAlgorithm',
  'WriteOffsetBytes',
] as const;

const GRANTS = ['GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWriteACP'] as const;

type Input = Readonly<Record<string, unknown>>;

/**
 * The headers of a new object, from a PutObject, CopyObject or CreateMultipartUpload.
 *
 * @throws AwsError for what S3 would refuse, and for a feature that is not served, by its name
 */
export function headersOf(given: object): Record<string, unknown> {
  const input = given as Input;
  for (const name of NOT_SERVED) if (input[name] !== undefined) throw notServed(`S3 ${name}`);
  refuseAcl(input);
  const headers: Record<string, unknown> = {};
  for (const name of KEPT) if (input[name] !== undefined) headers[name] = input[name];
  if (headers['Expires'] instanceof Date) headers['Expires'] = headers['Expires'].toUTCString();
  const coding = withoutAwsChunked(headers['ContentEncoding']);
  if (coding === '') delete headers['ContentEncoding'];
  else headers['ContentEncoding'] = coding;
  headers['ContentType'] ??= 'binary/octet-stream';
  headers['ServerSideEncryption'] ??= 'AES256';
  if (headers['StorageClass'] === 'STANDARD') delete headers['StorageClass'];
  return headers;
}

/** Buckets have no access control lists since April 2023, unless their owner brings them back. */
export function refuseAcl(given: object): void {
  const input = given as Input;
  const acl = input['ACL'];
  const harmless = acl === undefined || acl === 'private' || acl === 'bucket-owner-full-control' || acl === 'bucket-owner-read';
  if (harmless && GRANTS.every((name) => input[name] === undefined)) return;
  throw refusal('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}

/** User-defined metadata, within S3's limit of 2 KB. */
export function metadataOf(metadata: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const size = entries.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
  if (size > 2048)
    throw refusal('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
      Size: size,
      MaxSizeAllowed: 2048,
    });
  return Object.fromEntries(entries);
}

/** Metadata as headers carry it: other characters than ASCII are encoded as RFC 2047 says, as S3 does. */
export function metadataHeaders(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [
      name,
      /^[\x20-\x7e\t]*$/u.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`,
    ]),
  );
}

/** Tags of the header `x-amz-tagging`, written like a query: `team=ml&stage=test`. */
export function tagsOfHeader(tagging: string | undefined): { Key: string; Value: string }[] {
  return validTags(
    [...new URLSearchParams(tagging ?? '')].map(([Key, Value]) => ({ Key, Value })),
    10,
  );
}

/** Tags as S3 allows them. @throws AwsError `InvalidTag` or `BadRequest` */
export function validTags(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
  limit: number,
): { Key: string; Value: string }[] {
  if (tags.length > limit)
    throw new AwsError({
      code: 'BadRequest',
      message: `${limit === 10 ? 'Object' : 'Bucket'} tags cannot be greater than ${limit}`,
    });
  const seen = new Set<string>();
  return tags.map(({ Key = '', Value = '' }) => {
    if (Key === '' || Key.length > 128)
      throw refusal('InvalidTag', 'The TagKey you have provided is invalid', 400, { TagKey: Key });
    if (Value.length > 256)
      throw refusal('InvalidTag', 'The TagValue you have provided is invalid', 400, { TagKey: Key, TagValue: Value });
    if (seen.has(Key)) throw refusal('InvalidTag', 'Cannot provide multiple Tags with the same key', 400, { TagKey: Key });
    seen.add(Key);
    return { Key, Value };
  });
}

/** @throws AwsError where the key is longer than S3 takes: 1,024 bytes of UTF-8 */
export function checkKey(key: string): void {
  if (key === '') throw invalidArgument('The key must not be empty', 'Key', key);
  if (Buffer.byteLength(key) > 1024)
    throw refusal('KeyTooLongError', 'Your key is too long', 400, { Size: Buffer.byteLength(key), MaxSizeAllowed: 1024 });
}

function withoutAwsChunked(coding: unknown): string {
  if (typeof coding !== 'string') return '';
  return coding
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked' && part !== '')
    .join(',');
}
