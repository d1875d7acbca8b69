/** The parts of an S3 URI. `key` may be empty, or end in `/`. */
export interface S3Uri {
  readonly bucket: string;
  readonly key: string;
}

/** Splits `s3://bucket/key` into its parts. Returns undefined for any other text. */
export function parseS3Uri(uri: string): S3Uri | undefined {
  const parts = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(uri);
  return parts?.[1] === undefined ? undefined : { bucket: parts[1], key: parts[2] ?? '' };
}

/** Joins a URI and names below it by exactly one slash. */
export function belowS3Uri(uri: string, ...names: readonly string[]): string {
  return [uri.replace(/\/+$/, ''), ...names].join('/');
}
