import { noSuchKey, notModified, preconditionFailed } from './errors.ts';
import type { ObjectVersion } from './object-store.ts';

/** Conditions under which an object is read. */
export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/** @throws AwsError `PreconditionFailed` (412) or `NotModified` (304) */
export function checkReadConditions({ etag, modifiedAt }: ObjectVersion, conditions: ReadConditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  // HTTP dates know whole seconds only.
  const modified = Math.floor(modifiedAt / 1000) * 1000;
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, etag)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && modified > IfUnmodifiedSince.getTime())
    throw preconditionFailed('If-Unmodified-Since');
  if (IfNoneMatch !== undefined) {
    if (matches(IfNoneMatch, etag)) throw notModified();
  } else if (IfModifiedSince !== undefined && modified <= IfModifiedSince.getTime()) throw notModified();
}

/** Conditions under which an object's bytes are copied: a refusal is always 412. */
export function checkCopyConditions(version: ObjectVersion, conditions: ReadConditions): void {
  try {
    checkReadConditions(version, conditions);
  } catch (error) {
    throw (error as { code?: string }).code === 'NotModified' ? preconditionFailed('x-amz-copy-source-If-None-Match') : error;
  }
}

/** Conditions under which an object is written. @throws AwsError `PreconditionFailed` (412), `NoSuchKey` */
export function checkWriteConditions(
  current: ObjectVersion | undefined,
  key: string,
  { IfMatch, IfNoneMatch }: Pick<ReadConditions, 'IfMatch' | 'IfNoneMatch'>,
): void {
  const existing = current?.deleteMarker === false ? current : undefined;
  if (IfNoneMatch !== undefined && existing !== undefined && matches(IfNoneMatch, existing.etag))
    throw preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return;
  if (existing === undefined) throw noSuchKey(key);
  if (!matches(IfMatch, existing.etag)) throw preconditionFailed('If-Match');
}

function matches(header: string, etag: string): boolean {
  return header.split(',').some((part) => {
    const wanted = part
      .trim()
      .replace(/^W\//u, '')
      .replace(/^"(.*)"$/u, '$1');
    return wanted === '*' || wanted === etag;
  });
}
