import { randomBytes } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import type { Clock } from './clock.ts';
import type { Collection, Store } from './store.ts';

/** Temporary credentials, as STS hands them out. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expiration: number;
}

interface IssuedKey extends TemporaryCredentials {
  readonly caller: Caller;
}

/**
 * The temporary access keys that this server has issued, and for whom each of them speaks.
 *
 * Signatures are not verified: the server listens on the loopback address and knows no secret of yours. What a key decides is who
 * calls, so that a role's permissions hold for its jobs and functions.
 */
export class AccessKeys {
  readonly #keys: Collection<IssuedKey>;
  readonly #clock: Clock;
  readonly #cache = new Map<string, IssuedKey>();
  readonly #root: Caller;

  constructor(store: Store, clock: Clock, root: Caller) {
    this.#keys = store.collection('core.access-key');
    this.#clock = clock;
    this.#root = root;
  }

  /** Issues temporary credentials that speak for `caller` until they expire. */
  issue(caller: Caller, durationSeconds: number): TemporaryCredentials {
    const key: IssuedKey = {
      accessKeyId: `ASIA${base32(16)}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(96).toString('base64'),
      expiration: this.#clock.now() + durationSeconds * 1000,
      caller,
    };
    this.#keys.put(key.accessKeyId, key);
    this.#cache.set(key.accessKeyId, key);
    return key;
  }

  /**
   * For whom a key speaks: a key that was issued here for its session, any other for the root of the account.
   *
   * @throws AwsError `ExpiredToken` (HTTP 403; 400 from S3) where an issued key's time is over
   */
  callerOf(accessKeyId: string): Caller {
    if (!accessKeyId.startsWith('ASIA')) return this.#root;
    const key = this.#cache.get(accessKeyId) ?? this.#keys.get(accessKeyId);
    if (key === undefined) return this.#root;
    if (key.expiration <= this.#clock.now())
      throw new AwsError({
        code: 'ExpiredToken',
        message: 'The security token included in the request is expired',
        httpStatus: 403,
      });
    this.#cache.set(accessKeyId, key);
    return key.caller;
  }

  /** Forgets the keys that expired before now. */
  sweep(): void {
    const now = this.#clock.now();
    for (const { key, value } of this.#keys.list()) if (value.expiration <= now - DAY) this.#keys.delete(key);
  }
}

/** For a day, an expired key is still known as such. In milliseconds. */
const DAY = 86_400_000;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Random letters and digits of the kind that AWS's key and role ids are made of. */
export function base32(length: number): string {
  return Array.from(randomBytes(length), (byte) => BASE32[byte & 31]).join('');
}
