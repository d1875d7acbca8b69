import type { OperationHandler } from '../../../core/service.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Disables a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html
 */
export function disableKey(store: KeyStore): OperationHandler<KeyInput, undefined> {
  return (input, call) => {
    store.change(store.usableOrDisabled(input.KeyId, call), { state: 'Disabled' });
  };
}
