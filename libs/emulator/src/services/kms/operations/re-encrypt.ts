import type { OperationHandler } from '../../../core/service.ts';
import { ALGORITHM, type EncryptionContext, encryptBytes } from '../cipher.ts';
import { openCiphertext } from '../ciphertext.ts';
import type { KeyStore } from '../key-store.ts';

interface ReEncryptInput {
  readonly CiphertextBlob?: Uint8Array;
  readonly SourceEncryptionContext?: EncryptionContext;
  readonly DestinationKeyId: string;
  readonly DestinationEncryptionContext?: EncryptionContext;
}

/**
 * Decrypts a ciphertext and encrypts it with another key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
 */
export function reEncrypt(store: KeyStore): OperationHandler<ReEncryptInput, object> {
  return (input, call) => {
    const { key, plaintext } = openCiphertext(store, input.CiphertextBlob, input.SourceEncryptionContext ?? {}, call);
    const target = store.usable(input.DestinationKeyId, call);
    return {
      CiphertextBlob: encryptBytes(target, plaintext, input.DestinationEncryptionContext ?? {}),
      SourceKeyId: key.arn,
      KeyId: target.arn,
      SourceEncryptionAlgorithm: ALGORITHM,
      DestinationEncryptionAlgorithm: ALGORITHM,
    };
  };
}
