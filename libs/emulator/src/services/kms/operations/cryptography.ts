import { randomBytes } from 'node:crypto';
import { AwsError } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { decrypt, type EncryptionContext, encrypt, keyIdOf } from '../cipher.ts';
import { type Key, type KeyStore, notFound } from '../key-store.ts';

const ALGORITHM = 'SYMMETRIC_DEFAULT';

interface DataKeyInput {
  readonly KeyId?: string;
  readonly KeySpec?: string;
  readonly NumberOfBytes?: number;
  readonly EncryptionContext?: EncryptionContext;
}

interface DecryptInput {
  readonly CiphertextBlob?: Uint8Array;
  readonly KeyId?: string;
  readonly EncryptionContext?: EncryptionContext;
}

interface ReEncryptInput {
  readonly CiphertextBlob?: Uint8Array;
  readonly SourceEncryptionContext?: EncryptionContext;
  readonly DestinationKeyId?: string;
  readonly DestinationEncryptionContext?: EncryptionContext;
}

/** Encrypting and decrypting. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export function cryptographicOperations(store: KeyStore): Record<string, OperationHandler> {
  const opened = (
    blob: Uint8Array = new Uint8Array(),
    context: EncryptionContext,
    call: Call,
  ): { key: Key; plaintext: Buffer } => {
    const id = keyIdOf(blob);
    const key = store.usable(id, call);
    return { key, plaintext: decrypt(key, blob, context) };
  };
  const dataKey = (input: DataKeyInput, call: Call): { key: Key; plaintext: Buffer; ciphertext: Buffer } => {
    const key = store.usable(input.KeyId, call);
    const bytes = input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32);
    if ((input.NumberOfBytes === undefined) === (input.KeySpec === undefined))
      throw new AwsError({ code: 'ValidationException', message: 'Please specify either number of bytes or key spec.' });
    const plaintext = randomBytes(bytes);
    return { key, plaintext, ciphertext: encrypt(key, plaintext, input.EncryptionContext ?? {}) };
  };
  return {
    Encrypt: (input: DataKeyInput & { Plaintext?: Uint8Array }, call) => {
      const key = store.usable(input.KeyId, call);
      const blob = encrypt(key, input.Plaintext ?? new Uint8Array(), input.EncryptionContext ?? {});
      return { CiphertextBlob: blob, KeyId: key.arn, EncryptionAlgorithm: ALGORITHM };
    },
    Decrypt: (input: DecryptInput, call) => {
      const { key, plaintext } = opened(input.CiphertextBlob, input.EncryptionContext ?? {}, call);
      if (input.KeyId !== undefined && store.get(input.KeyId, call).arn !== key.arn)
        throw new AwsError({
          code: 'IncorrectKeyException',
          message: 'The key ID in the request does not identify a CMK that can perform this operation.',
        });
      return { KeyId: key.arn, Plaintext: plaintext, EncryptionAlgorithm: ALGORITHM };
    },
    ReEncrypt: (input: ReEncryptInput, call) => {
      const { key, plaintext } = opened(input.CiphertextBlob, input.SourceEncryptionContext ?? {}, call);
      if (input.DestinationKeyId === undefined) throw notFound('DestinationKeyId is required');
      const target = store.usable(input.DestinationKeyId, call);
      return {
        CiphertextBlob: encrypt(target, plaintext, input.DestinationEncryptionContext ?? {}),
        SourceKeyId: key.arn,
        KeyId: target.arn,
        SourceEncryptionAlgorithm: ALGORITHM,
        DestinationEncryptionAlgorithm: ALGORITHM,
      };
    },
    GenerateDataKey: (input: DataKeyInput, call) => {
      const { key, plaintext, ciphertext } = dataKey(input, call);
      return { CiphertextBlob: ciphertext, Plaintext: plaintext, KeyId: key.arn };
    },
    GenerateDataKeyWithoutPlaintext: (input: DataKeyInput, call) => {
      const { key, ciphertext } = dataKey(input, call);
      return { CiphertextBlob: ciphertext, KeyId: key.arn };
    },
    GenerateRandom: ({ NumberOfBytes = 32 }: { NumberOfBytes?: number }) => ({ Plaintext: randomBytes(NumberOfBytes) }),
  };
}
