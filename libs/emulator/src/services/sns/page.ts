/** A page of at most 100 items, after the one whose key is the token. */
export function pageOf<T>(
  items: readonly { readonly key: string; readonly value: T }[],
  size = 100,
): { page: T[]; NextToken?: string } {
  const page = items.slice(0, size);
  const last = page.at(-1);
  return { page: page.map(({ value }) => value), ...(items.length > size && last !== undefined && { NextToken: last.key }) };
}
