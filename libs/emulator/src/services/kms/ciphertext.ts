import type { Call } from '../../core/service.ts';
import { decryptBytes, type EncryptionContext, keyIdOf } from './cipher.ts';
import type { Key, KeyStore } from './key-store.ts';

/** Decrypts a ciphertext with the key that it names. @throws AwsError `InvalidCiphertextException` */
export function openCiphertext(
  store: KeyStore,
  blob: Uint8Array | undefined,
  context: EncryptionContext,
  call: Call,
): { readonly key: Key; readonly plaintext: Buffer } {
  const bytes = blob ?? new Uint8Array();
  const key = store.usable(keyIdOf(bytes), call);
  return { key, plaintext: decryptBytes(key, bytes, context) };
}
