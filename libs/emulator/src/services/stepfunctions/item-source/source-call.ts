import { AwsError } from '../../../core/aws-error.ts';
import type { Caller } from '../../../core/caller.ts';
import type { Aws } from '../../../core/runtime.ts';

/** Client of an item reader for S3, with its caller and region. */
export interface SourceCall {
  readonly aws: Aws;
  readonly options: { readonly caller: Caller; readonly region: string };
}

/** Location of an object. */
export interface ObjectPlace {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/** The content of an object. @throws AwsError where S3 refuses it */
export async function objectBytes({ aws, options }: SourceCall, place: ObjectPlace): Promise<Buffer> {
  const { Body } = await aws.call<{ Body: AsyncIterable<Uint8Array> }>('s3', 'GetObject', { ...place }, options);
  return Buffer.concat(await Array.fromAsync(Body));
}

/** Error of a reader for a source that does not fit its configuration: the cause of `States.ItemReaderFailed`. */
export function unreadable(cause: string): AwsError {
  return new AwsError({ code: 'States.ItemReaderFailed', message: cause });
}
