import { AwsError } from '../../../core/aws-error.ts';
import type { Caller } from '../../../core/caller.ts';
import type { Aws } from '../../../core/runtime.ts';

/** How an item reader calls S3: as whom, and where. */
export interface SourceCall {
  readonly aws: Aws;
  readonly options: { readonly caller: Caller; readonly region: string };
}

/** Where an object is. */
export interface ObjectPlace {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/** The content of an object. @throws AwsError where S3 refuses it */
export async function objectBytes({ aws, options }: SourceCall, place: ObjectPlace): Promise<Buffer> {
  const { Body } = await aws.call<{ Body: unknown }>('s3', 'GetObject', { ...place }, options);
  if (typeof Body === 'string' || Body instanceof Uint8Array) return Buffer.from(Body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of Body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What a reader throws for a source that is not what its configuration says: the cause of `States.ItemReaderFailed`. */
export function unreadable(cause: string): AwsError {
  return new AwsError({ code: 'States.ItemReaderFailed', message: cause });
}
