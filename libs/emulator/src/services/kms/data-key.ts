import { randomBytes } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';
import { type EncryptionContext, encryptBytes } from './cipher.ts';
import type { Key, KeyStore } from './key-store.ts';

/** The members that say which data key to create. */
export interface DataKeyInput {
  readonly KeyId: string;
  readonly KeySpec?: string;
  readonly NumberOfBytes?: number;
  readonly EncryptionContext?: EncryptionContext;
}

/** Creates a data key: random bytes, and the same encrypted. @throws AwsError `ValidationException` unless the request gives one size */
export function createDataKey(
  store: KeyStore,
  { KeyId, KeySpec, NumberOfBytes, EncryptionContext = {} }: DataKeyInput,
  call: Call,
): { readonly key: Key; readonly plaintext: Buffer; readonly ciphertext: Buffer } {
  const key = store.usable(KeyId, call);
  if ((NumberOfBytes === undefined) === (KeySpec === undefined))
    throw new AwsError({ code: 'ValidationException', message: 'Please specify either number of bytes or key spec.' });
  const plaintext = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
  return { key, plaintext, ciphertext: encryptBytes(key, plaintext, EncryptionContext) };
}
