import type { OperationHandler } from '../../../core/service.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Enables a disabled key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html
 */
export function enableKey(store: KeyStore): OperationHandler<KeyInput, undefined> {
  return (input, call) => {
    store.change(store.usableOrDisabled(input.KeyId, call), { state: 'Enabled' });
  };
}
