import { type ArnScope, arn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';
import type { Collection, Store } from '../../core/store.ts';

/** A key as it is kept, by its ARN. */
export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly description: string;
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** JSON. */
  readonly policy: string;
  readonly rotates: boolean;
  readonly rotationDays: number;
  readonly multiRegion: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** 32 bytes, in base64. It never leaves the server. */
  readonly material: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly deletionAt?: number;
}

/** A name of a key, by region and name. */
export interface Alias {
  readonly name: string;
  readonly arn: string;
  readonly keyId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Keys and their aliases. */
export class KeyStore {
  readonly keys: Collection<Key>;
  readonly aliases: Collection<Alias>;

  constructor(store: Store) {
    this.keys = store.collection('kms.key');
    this.aliases = store.collection('kms.alias');
  }

  /** A key by its id, ARN, or an alias. @throws AwsError `NotFoundException` */
  get(reference: string, scope: ArnScope): Key {
    const name = reference.startsWith('alias/') ? reference : /:(alias\/.+)$/u.exec(reference)?.[1];
    if (name !== undefined) {
      const alias = this.aliases.get(`${scope.region}:${name}`);
      const key = alias && this.keys.get(arn('kms', scope, `key/${alias.keyId}`));
      if (key === undefined) throw notFound(`Alias ${arn('kms', scope, name)} is not found.`);
      return key;
    }
    const keyArn = reference.startsWith('arn:') ? reference : arn('kms', scope, `key/${reference}`);
    const key = this.keys.get(keyArn);
    if (key === undefined) throw notFound(`Key '${keyArn}' does not exist`);
    return key;
  }

  /** The key, ready for use. @throws AwsError `DisabledException`, `KMSInvalidStateException` */
  usable(reference: string, call: Call): Key {
    const key = this.get(reference, call);
    if (key.state === 'Disabled') throw new AwsError({ code: 'DisabledException', message: `${key.arn} is disabled.` });
    if (key.state === 'PendingDeletion') throw invalidState(`${key.arn} is pending deletion.`);
    return key;
  }

  /** The key, unless it is being deleted. @throws AwsError `KMSInvalidStateException` */
  usableOrDisabled(reference: string, call: Call): Key {
    const key = this.get(reference, call);
    if (key.state === 'PendingDeletion') throw invalidState(`${key.arn} is pending deletion.`);
    return key;
  }

  /** Stores changes of a key, and returns the changed key. */
  change(key: Key, changes: Partial<Key>): Key {
    const changed = { ...key, ...changes };
    this.put(changed);
    return changed;
  }

  put(key: Key): void {
    this.keys.put(key.arn, key);
  }

  /** The keys of a region whose time has not come. */
  list(scope: ArnScope, now: number): Key[] {
    const all = this.keys.list({ prefix: arn('kms', scope, 'key/') }).map(({ value }) => value);
    for (const key of all) if (key.deletionAt !== undefined && key.deletionAt <= now) this.remove(key);
    return all.filter(({ deletionAt }) => deletionAt === undefined || deletionAt > now);
  }

  remove(key: Key): void {
    this.keys.delete(key.arn);
    for (const { key: name, value } of this.aliases.list()) if (value.keyId === key.id) this.aliases.delete(name);
  }
}

/** The key or alias does not exist. */
export function notFound(message: string): AwsError {
  return new AwsError({ code: 'NotFoundException', message });
}

/** The key is in a state that does not allow it. */
export function invalidState(message: string): AwsError {
  return new AwsError({ code: 'KMSInvalidStateException', message });
}

/** The members by which operations name an alias and its key. */
export interface AliasInput {
  readonly AliasName: string;
  readonly TargetKeyId: string;
}

/** The member by which operations name a key: its id, its ARN or an alias. */
export interface KeyInput {
  readonly KeyId: string;
}
