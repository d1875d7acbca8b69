import type { Clock } from '../../core/clock.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection, Store } from '../../core/store.ts';
import { noSuchEntity } from './errors.ts';
import { type ManagedPolicy, policyStore } from './policy-store.ts';
import { type Role, roleStore } from './role-store.ts';

/** Dependencies of IAM's operations. */
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

/** All roles of this account, in the order of their names. */
export function allRoles({ roles }: Iam): Role[] {
  return roles.list().map(({ value }) => value);
}

/** The role of that name. @throws AwsError `NoSuchEntity` */
export function requireRole({ roles }: Iam, name: string): Role {
  const role = roles.get(name);
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}
