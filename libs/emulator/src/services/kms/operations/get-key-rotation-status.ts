import type { OperationHandler } from '../../../core/service.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Returns whether a key rotates, and how often.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
 */
export function getKeyRotationStatus(store: KeyStore): OperationHandler<KeyInput, object> {
  return (input, call) => {
    const { rotates, rotationDays, arn } = store.get(input.KeyId, call);
    return { KeyId: arn, KeyRotationEnabled: rotates, ...(rotates ? { RotationPeriodInDays: rotationDays } : {}) };
  };
}
