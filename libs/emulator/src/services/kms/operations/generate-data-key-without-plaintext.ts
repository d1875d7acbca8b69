import type { OperationHandler } from '../../../core/service.ts';
import { createDataKey, type DataKeyInput } from '../data-key.ts';
import type { KeyStore } from '../key-store.ts';

/**
 * Generates a data key and returns it only encrypted.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html
 */
export function generateDataKeyWithoutPlaintext(store: KeyStore): OperationHandler<DataKeyInput, object> {
  return (input, call) => {
    const { key, ciphertext } = createDataKey(store, input, call);
    return { CiphertextBlob: ciphertext, KeyId: key.arn };
  };
}
