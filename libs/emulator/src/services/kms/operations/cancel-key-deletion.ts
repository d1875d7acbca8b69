import type { OperationHandler } from '../../../core/service.ts';
import { invalidState, type KeyInput, type KeyStore } from '../key-store.ts';

/**
 * Takes a key out of its waiting period for deletion. The key is then disabled.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html
 */
export function cancelKeyDeletion(store: KeyStore): OperationHandler<KeyInput, object> {
  return (input, call) => {
    const { deletionAt: _deletionAt, ...key } = store.get(input.KeyId, call);
    if (key.state !== 'PendingDeletion') throw invalidState(`${key.arn} is not pending deletion.`);
    store.put({ ...key, state: 'Disabled' });
    return { KeyId: key.arn };
  };
}
