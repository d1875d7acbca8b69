import type { OperationHandler } from '../../../core/service.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Returns the policy of a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
 */
export function getKeyPolicy(store: KeyStore): OperationHandler<KeyInput, object> {
  return (input, call) => ({ Policy: store.get(input.KeyId, call).policy, PolicyName: 'default' });
}
