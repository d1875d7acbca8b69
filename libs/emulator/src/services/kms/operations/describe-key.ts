import type { OperationHandler } from '../../../core/service.ts';
import { metadataOf } from '../key-metadata.ts';
import type { KeyInput, KeyStore } from '../key-store.ts';

/**
 * Returns the metadata of a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export function describeKey(store: KeyStore): OperationHandler<KeyInput, object> {
  return (input, call) => ({ KeyMetadata: metadataOf(store.get(input.KeyId, call)) });
}
