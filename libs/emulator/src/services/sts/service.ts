import { AccessKeys } from '../../core/access-keys.ts';
import { rootCaller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getSessionToken } from './operations/get-session-token.ts';

/** AWS STS: who calls, and sessions of roles. */
export function createStsService(runtime: Runtime): Service {
  const { store, clock, account, partition } = runtime;
  const keys = new AccessKeys(store, clock, rootCaller({ account, partition }));
  return {
    id: 'sts',
    operations: {
      AssumeRole: assumeRole(runtime, keys),
      GetAccessKeyInfo: getAccessKeyInfo(),
      GetCallerIdentity: getCallerIdentity(),
      GetSessionToken: getSessionToken(keys),
    },
  };
}
