import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import type { Key } from './key-store.ts';

/** Encryption context of a text: both sides must name it alike. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** The one algorithm of symmetric keys, which is also the name of their key spec. */
export const ALGORITHM = 'SYMMETRIC_DEFAULT';

const ID_BYTES = 36;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts by AES-256-GCM. The result names its key, so decrypting needs no other hint. */
export function encryptBytes({ id, material }: Key, plaintext: Uint8Array, context: EncryptionContext): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(material, 'base64'), nonce);
  cipher.setAAD(contextBytes(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from(id), nonce, cipher.getAuthTag(), body]);
}

/** The id of the key that made a ciphertext. @throws AwsError `InvalidCiphertextException` */
export function keyIdOf(ciphertext: Uint8Array): string {
  if (ciphertext.byteLength < ID_BYTES + NONCE_BYTES + TAG_BYTES) throw invalidCiphertext();
  return Buffer.from(ciphertext.subarray(0, ID_BYTES)).toString();
}

/** Decrypts what {@link encryptBytes} encrypted. @throws AwsError `InvalidCiphertextException` where key, context or text are not what was encrypted */
export function decryptBytes({ material }: Key, ciphertext: Uint8Array, context: EncryptionContext): Buffer {
  const nonce = ciphertext.subarray(ID_BYTES, ID_BYTES + NONCE_BYTES);
  const body = ciphertext.subarray(ID_BYTES + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(material, 'base64'), nonce);
  decipher.setAAD(contextBytes(context));
  decipher.setAuthTag(ciphertext.subarray(ID_BYTES + NONCE_BYTES, ID_BYTES + NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

/** KMS's answer to what it did not encrypt. */
export function invalidCiphertext(): AwsError {
  return new AwsError({ code: 'InvalidCiphertextException', message: '' });
}

function contextBytes(context: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1))));
}
