/** The value of a condition key in a request: one, several, or none. */
export type ContextValue = string | readonly string[] | undefined;

/**
 * Looks up a condition key of a request, when a policy needs it. The key is in lower case: IAM ignores the case of condition keys, tag keys in
 * `aws:ResourceTag/…` included.
 */
export type ContextKeys = (key: string) => ContextValue;

/**
 * The condition keys of a request from a record. The case of the keys does not matter.
 *
 * @example
 * contextOf({ 'aws:SourceIp': '203.0.113.7', 'aws:TagKeys': ['team', 'stage'] });
 */
export function contextOf(pairs: Readonly<Record<string, ContextValue>>): ContextKeys {
  const values = new Map(Object.entries(pairs).map(([key, value]) => [key.toLowerCase(), value]));
  return (key) => values.get(key);
}
