import type { OperationHandler } from '../../../core/service.ts';
import { createDataKey, type DataKeyInput } from '../data-key.ts';
import type { KeyStore } from '../key-store.ts';

/**
 * Generates a data key, in plain and encrypted.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html
 */
export function generateDataKey(store: KeyStore): OperationHandler<DataKeyInput, object> {
  return (input, call) => {
    const { key, plaintext, ciphertext } = createDataKey(store, input, call);
    return { CiphertextBlob: ciphertext, Plaintext: plaintext, KeyId: key.arn };
  };
}
