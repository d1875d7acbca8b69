import { createHash } from 'node:crypto';
import type { Caller } from '../../core/caller.ts';

/** The unique id that STS gives for a caller: the account's number for its root, `AROA…:session` for a session. */
export function userIdOf(caller: Caller): string {
  return caller.type === 'assumed-role' ? `${roleIdOf(caller.roleArn)}:${caller.sessionName}` : caller.account;
}

/** A role's id: the same for the same ARN, so that nothing need be kept for it. */
export function roleIdOf(roleArn: string): string {
  const digest = createHash('sha256').update(roleArn).digest();
  return `AROA${Array.from(digest.subarray(0, 17), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31]).join('')}`;
}
