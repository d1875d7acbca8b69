import type { OperationHandler } from '../../../core/service.ts';
import { ALGORITHM, encryptBytes } from '../cipher.ts';
import type { DataKeyInput } from '../data-key.ts';
import type { KeyStore } from '../key-store.ts';

/**
 * Encrypts a text with a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html
 */
export function encrypt(store: KeyStore): OperationHandler<DataKeyInput & { Plaintext: Uint8Array }, object> {
  return (input, call) => {
    const key = store.usable(input.KeyId, call);
    const blob = encryptBytes(key, input.Plaintext, input.EncryptionContext ?? {});
    return { CiphertextBlob: blob, KeyId: key.arn, EncryptionAlgorithm: ALGORITHM };
  };
}
