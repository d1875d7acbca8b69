import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

const DAY_MILLIS = 86_400_000;

/**
 * Begins the waiting period after which a key is deleted.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
 */
export function scheduleKeyDeletion(
  store: KeyStore,
  clock: Clock,
): OperationHandler<KeyInput & { PendingWindowInDays?: number }, object> {
  return (input, call) => {
    const days = input.PendingWindowInDays ?? 30;
    const deletionAt = clock.now() + days * DAY_MILLIS;
    const key = store.change(store.usableOrDisabled(input.KeyId, call), { state: 'PendingDeletion', deletionAt });
    return { KeyId: key.arn, DeletionDate: new Date(deletionAt), KeyState: key.state, PendingWindowInDays: days };
  };
}
