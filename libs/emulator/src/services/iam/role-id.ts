import { createHash } from 'node:crypto';

/** A role's unique id, e.g. `AROA…`: computed from the role's ARN, so that no record of it is needed. */
export function roleIdOf(roleArn: string): string {
  const digest = createHash('sha256').update(roleArn).digest();
  return `AROA${Array.from(digest.subarray(0, 17), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31]).join('')}`;
}
