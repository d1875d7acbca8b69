import { invalidArgument } from './errors.ts';
import { findObject } from './find-object.ts';
import type { ObjectVersion } from './object-store.ts';
import { checkCopyConditions } from './preconditions.ts';
import type { S3 } from './s3.ts';

/** The members by which CopyObject and UploadPartCopy name their source. */
export interface CopySourceInput {
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
}

/** The object that is copied; `CopySource` is `bucket/key`, percent-encoded, maybe with `?versionId=`. */
export function copySource(s3: S3, input: CopySourceInput): ObjectVersion {
  const [path = '', query = ''] = input.CopySource.replace(/^\//u, '').split(/\?(?=versionId=)/u);
  const slash = path.indexOf('/');
  if (slash <= 0)
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      input.CopySource,
    );
  const versionId = query === '' ? undefined : query.slice('versionId='.length);
  const version = findObject(s3, path.slice(0, slash), decode(path.slice(slash + 1)), versionId);
  checkCopyConditions(version, {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  });
  return version;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
