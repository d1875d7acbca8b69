import type { Subscription, TopicStore } from './topic-store.ts';

/** Confirms the subscription that a token belongs to, in any topic. Returns its ARN, or undefined where no subscription has the token. */
export function confirmByToken(store: TopicStore, token: string): string | undefined {
  const found = store.subscriptions.list().find(({ value }) => value.token === token);
  return found && confirm(store, found.value);
}

/** Confirms a subscription and returns its ARN. */
export function confirm({ subscriptions }: TopicStore, { token: _used, ...confirmed }: Subscription): string {
  subscriptions.put(confirmed.arn, confirmed);
  return confirmed.arn;
}
