import { invalidArgument } from './errors.ts';
import type { ObjectVersion } from './object-store.ts';
import type { S3 } from './s3.ts';

/** A page of a listing: objects and common prefixes together, in the order of their keys. */
export interface Page {
  readonly objects: readonly ObjectVersion[];
  readonly commonPrefixes: readonly string[];
  /** The last key or common prefix of the page, where there is more; the next page continues after it. */
  readonly next: string | undefined;
}

/** Selection of keys. */
export interface PageRequest {
  readonly prefix: string;
  readonly delimiter: string;
  /** A key or a common prefix that has been listed already. */
  readonly after: string;
  readonly limit: number;
}

/** The code point after all others: a common prefix with it stands behind every key that begins with the prefix. */
export const LAST = '\u{10FFFF}';

/** Lists objects. Keys that share what lies between the prefix and the delimiter count once, as a common prefix. */
export function listPage({ objects }: S3, bucket: string, { prefix, delimiter, after, limit }: PageRequest): Page {
  if (limit === 0) return { objects: [], commonPrefixes: [], next: undefined };
  const found: ObjectVersion[] = [];
  const commonPrefixes: string[] = [];
  let cursor = afterCommonPrefix(after, prefix, delimiter);
  let last = '';
  for (;;) {
    const batch = objects.list(bucket, prefix, cursor, delimiter === '' ? limit - found.length + 1 : 1000);
    let jumped = false;
    for (const object of batch) {
      if (found.length + commonPrefixes.length === limit) return { objects: found, commonPrefixes, next: last };
      const common = commonPrefixOf(object.key, prefix, delimiter);
      if (common === undefined) {
        found.push(object);
        last = object.key;
        cursor = object.key;
      } else {
        commonPrefixes.push(common);
        last = common;
        cursor = common + LAST;
        jumped = true;
        break;
      }
    }
    if (!jumped && batch.length < (delimiter === '' ? limit - found.length + 1 : 1000))
      return { objects: found, commonPrefixes, next: undefined };
  }
}

/** The key up to and including the first delimiter after the prefix. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** Maximum number of keys on a page: 1,000. @throws AwsError `InvalidArgument` */
export function pageLimit(maxKeys: number | undefined, name = 'max-keys'): number {
  if (maxKeys === undefined) return 1000;
  if (!Number.isInteger(maxKeys) || maxKeys < 0)
    throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`, name, maxKeys);
  return Math.min(maxKeys, 1000);
}

/** Encodes keys for clients that asked for `encoding-type=url`. @throws AwsError `InvalidArgument` for another encoding */
export function keyEncoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return (text) => text;
  if (encodingType !== 'url')
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  return (text) =>
    encodeURIComponent(text)
      .replaceAll('%2F', '/')
      .replaceAll('%20', '+')
      .replaceAll(/[!'()]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The place to continue at after a key or a common prefix: behind every key that begins with that common prefix. */
export function afterCommonPrefix(after: string, prefix: string, delimiter: string): string {
  return isCommonPrefix(after, prefix, delimiter) ? after + LAST : after;
}

function isCommonPrefix(after: string, prefix: string, delimiter: string): boolean {
  return (
    delimiter !== '' &&
    after.length > prefix.length &&
    after.startsWith(prefix) &&
    commonPrefixOf(after, prefix, delimiter) === after
  );
}
