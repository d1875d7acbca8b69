import type { Bucket } from './bucket-store.ts';
import { malformedXml, refusal } from './errors.ts';
import type { S3 } from './s3.ts';

/** A configuration of a bucket that S3 stores and returns as it was given. */
export interface BucketConfiguration {
  /** The name under which it is stored. */
  readonly name: string;
  /** The member of the input that holds it. */
  readonly input: string;
  /** The member of the output that holds it. @default - it is the output itself */
  readonly output?: string;
  /** Answer of a bucket without the configuration: an error's code and message, or a value. */
  readonly missing: readonly [code: string, message: string] | object;
  /** Checks a new value, and returns it as it is stored. Throws an AwsError for a value that S3 rejects. */
  readonly check?: (value: unknown) => unknown;
  /** A member of the input that is stored with it and returned by Put and Get, and its default. */
  readonly beside?: readonly [member: string, otherwise: string];
}

type Input = Readonly<Record<string, unknown>>;

/**
 * Returns a configuration of a bucket.
 *
 * @throws AwsError `NoSuchBucket`, or the configuration's own error where the bucket has none
 */
export function getConfiguration<Output extends object>(
  { buckets }: S3,
  bucket: string | undefined,
  configuration: BucketConfiguration,
): Output {
  return read(buckets.get(bucket), configuration) as Output;
}

/**
 * Stores a configuration of a bucket. Returns the member beside it, where there is one.
 *
 * @throws AwsError `NoSuchBucket`, `MalformedXML` where the request does not hold the configuration
 */
export function putConfiguration(
  s3: S3,
  given: { readonly Bucket: string | undefined },
  { name, input, check, beside }: BucketConfiguration,
): Readonly<Record<string, string>> | undefined {
  const members = given as unknown as Input;
  const value = members[input];
  if (value === undefined) throw malformedXml();
  const together = beside && { [beside[0]]: String(members[beside[0]] ?? beside[1]) };
  const checked = check?.(value) ?? value;
  change(s3, given.Bucket, { [name]: together === undefined ? checked : { ...(checked as object), ...together } });
  return together;
}

/** Deletes a configuration of a bucket. @throws AwsError `NoSuchBucket` */
export function deleteConfiguration(s3: S3, bucket: string | undefined, { name }: BucketConfiguration): void {
  change(s3, bucket, { [name]: undefined });
}

function read({ name: bucket, configuration }: Bucket, { name, output, missing }: BucketConfiguration): object {
  let value: unknown = configuration[name];
  if (value === undefined) {
    if (Array.isArray(missing)) throw refusal(missing[0] as string, missing[1] as string, 404, { BucketName: bucket });
    value = missing;
  }
  return output === undefined ? (value as object) : { [output]: value };
}

function change({ buckets }: S3, name: string | undefined, changes: Record<string, unknown>): void {
  const bucket = buckets.get(name);
  buckets.put({ ...bucket, configuration: { ...bucket.configuration, ...changes } });
}
