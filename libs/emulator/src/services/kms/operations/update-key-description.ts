import type { OperationHandler } from '../../../core/service.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Changes the description of a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html
 */
export function updateKeyDescription(store: KeyStore): OperationHandler<KeyInput & { Description: string }, undefined> {
  return (input, call) => {
    store.change(store.get(input.KeyId, call), { description: input.Description });
  };
}
