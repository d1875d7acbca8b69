import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { KeyStore } from '../key-store.ts';

/**
 * Lists the keys of a region.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
 */
export function listKeys(store: KeyStore, clock: Clock): OperationHandler<object, object> {
  return (_input, call) => ({
    Keys: store.list(call, clock.now()).map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })),
    Truncated: false,
  });
}
