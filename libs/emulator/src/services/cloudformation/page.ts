import { validationError } from './template/validation-error.ts';

/** A page of a list, and the token that the next one is asked for with. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/**
 * Cuts a page out of a list whose new members come first. The token counts from the end, so it stays good while the list grows.
 *
 * @throws AwsError `ValidationError` for a token of another kind
 */
export function pageOf<T>(all: readonly T[], token: string | undefined, size: number): Page<T> {
  const left =
    token === undefined ? all.length : Number(/^t(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1] ?? Number.NaN);
  if (!(left <= all.length)) throw validationError(`Invalid nextToken: ${token}`);
  const start = all.length - left;
  const items = all.slice(start, start + size);
  const remaining = left - items.length;
  return { items, ...(remaining > 0 ? { nextToken: Buffer.from(`t${remaining}`).toString('base64') } : {}) };
}
