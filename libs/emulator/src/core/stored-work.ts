import type { Store } from './store.ts';

/** Whether the store holds a document in any of these collections. */
export function holdsAny(store: Store, ...collections: readonly string[]): boolean {
  return collections.some((name) => store.collection(name).list({ limit: 1 }).length > 0);
}
