import type { Caller } from '../../core/caller.ts';
import { roleIdOf } from '../iam/port.ts';

/** The unique id that STS gives for a caller: the account's number for its root, `AROA…:session` for a session. */
export function userIdOf(caller: Caller): string {
  return caller.type === 'assumed-role' ? `${roleIdOf(caller.roleArn)}:${caller.sessionName}` : caller.account;
}
