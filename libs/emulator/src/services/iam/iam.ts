import type { Clock } from '../../core/clock.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection, Store } from '../../core/store.ts';
import { noSuchEntity } from './errors.ts';
import { type ManagedPolicy, policyStore } from './policy-store.ts';
import { type Role, roleStore } from './role-store.ts';

/** What IAM's operations stand on. */
export interface Iam {
  readonly roles: Collection<Role>;
  readonly policies: Collection<ManagedPolicy>;
  readonly clock: Clock;
  readonly store: Store;
  readonly account: string;
  readonly partition: string;
}

/** Opens what IAM keeps. */
export function openIam({ store, clock, account, partition }: Runtime): Iam {
  return { roles: roleStore(store), policies: policyStore(store), clock, store, account, partition };
}

/** The role of that name. @throws AwsError `NoSuchEntity` */
export function getRole({ roles }: Iam, name = ''): Role {
  const role = roles.get(name);
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}
