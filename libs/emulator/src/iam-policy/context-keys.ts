/** The value of a condition key in a request: one, several, or none. */
export type ContextValue = string | readonly string[] | undefined;

/**
 * The condition keys of a request, looked up as a policy asks for them. Names come in lower case: IAM tells keys apart without regard to
 * case, the keys of tags in `aws:ResourceTag/…` included.
 */
export type ContextKeys = (key: string) => ContextValue;

/** The context that plain pairs make up. */
export function contextOf(pairs: Readonly<Record<string, ContextValue>>): ContextKeys {
  const values = new Map(Object.entries(pairs).map(([key, value]) => [key.toLowerCase(), value]));
  return (key) => values.get(key);
}

/** The one value, the first of several, or none. */
export function firstValue(value: ContextValue): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value[0];
}
