import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { ALGORITHM, type EncryptionContext } from '../cipher.ts';
import { openCiphertext } from '../ciphertext.ts';
import type { KeyStore } from '../key-store.ts';

interface DecryptInput {
  readonly CiphertextBlob?: Uint8Array;
  readonly KeyId?: string;
  readonly EncryptionContext?: EncryptionContext;
}

/**
 * Decrypts a ciphertext with the key that it names.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
 */
export function decrypt(store: KeyStore): OperationHandler<DecryptInput, object> {
  return (input, call) => {
    const { key, plaintext } = openCiphertext(store, input.CiphertextBlob, input.EncryptionContext ?? {}, call);
    if (input.KeyId !== undefined && store.get(input.KeyId, call).arn !== key.arn)
      throw new AwsError({
        code: 'IncorrectKeyException',
        message: 'The key ID in the request does not identify a CMK that can perform this operation.',
      });
    return { KeyId: key.arn, Plaintext: plaintext, EncryptionAlgorithm: ALGORITHM };
  };
}
