import { badDigest, refusal } from './errors.ts';

/** Compares a `Content-MD5` header with the digest of the bytes. @throws AwsError `InvalidDigest`, `BadDigest` */
export function verifyContentMd5(contentMd5: string | undefined, md5: string): void {
  if (contentMd5 === undefined) return;
  const claimed = Buffer.from(contentMd5, 'base64');
  if (claimed.length !== 16) throw refusal('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (claimed.toString('hex') !== md5) throw badDigest('MD5');
}
