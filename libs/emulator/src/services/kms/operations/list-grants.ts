import type { OperationHandler } from '../../../core/service.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Lists the grants of a key: always none.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html
 */
export function listGrants(store: KeyStore): OperationHandler<KeyInput, object> {
  return (input, call) => {
    store.get(input.KeyId, call);
    return { Grants: [], Truncated: false };
  };
}
