import type { OperationHandler } from '../../../core/service.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Lists the names of the policies of a key: always `default`.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html
 */
export function listKeyPolicies(store: KeyStore): OperationHandler<KeyInput, object> {
  return (input, call) => {
    store.get(input.KeyId, call);
    return { PolicyNames: ['default'], Truncated: false };
  };
}
