import type { OperationHandler } from '../../../core/service.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Turns the rotation of a key on.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
 */
export function enableKeyRotation(store: KeyStore): OperationHandler<KeyInput & { RotationPeriodInDays?: number }, undefined> {
  return (input, call) => {
    store.change(store.get(input.KeyId, call), { rotates: true, rotationDays: input.RotationPeriodInDays ?? 365 });
  };
}
