import type { OperationHandler } from '../../../core/service.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Turns the rotation of a key off.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html
 */
export function disableKeyRotation(store: KeyStore): OperationHandler<KeyInput, undefined> {
  return (input, call) => {
    store.change(store.get(input.KeyId, call), { rotates: false });
  };
}
