import type { OperationHandler } from '../../../core/service.ts';
import { checkedPolicy, defaultPolicy } from '../key-policy.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Replaces the policy of a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function putKeyPolicy(store: KeyStore): OperationHandler<KeyInput & { Policy: string }, undefined> {
  return (input, call) => {
    store.change(store.get(input.KeyId, call), { policy: checkedPolicy(input.Policy) ?? defaultPolicy(call) });
  };
}
