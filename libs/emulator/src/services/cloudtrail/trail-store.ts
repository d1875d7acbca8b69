import { type ArnScope, arn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';
import type { Collection, Store } from '../../core/store.ts';
import type { ListedTag } from '../../core/tags.ts';

/** A trail as it is kept, by its ARN. */
export interface Trail {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Trail in the API's shape. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly logging: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  /** Milliseconds since the epoch. */
  readonly stoppedAt?: number;
  readonly selectors?: readonly object[];
  readonly advancedSelectors?: readonly object[];
  readonly tags: readonly ListedTag[];
}

/** The trails of all regions. */
export class TrailStore {
  readonly #trails: Collection<Trail>;

  constructor(store: Store) {
    this.#trails = store.collection('cloudtrail.trail');
  }

  /** The trail with this ARN. */
  find(trailArn: string): Trail | undefined {
    return this.#trails.get(trailArn);
  }

  /** The trail with this name or ARN. @throws AwsError `TrailNotFoundException` */
  get(nameOrArn: string | undefined, call: Call): Trail {
    const found = trailArn(nameOrArn ?? '', call);
    const trail = this.find(found);
    if (trail !== undefined) return trail;
    throw new AwsError({ code: 'TrailNotFoundException', message: `Unknown trail: ${found} for the user: ${call.account}` });
  }

  put(trail: Trail): void {
    this.#trails.put(trail.arn, trail);
  }

  delete(trail: Trail): void {
    this.#trails.delete(trail.arn);
  }

  list(): Trail[] {
    return this.#trails.list().map(({ value }) => value);
  }
}

/** The ARN of the trail that a name or an ARN stands for. */
export function trailArn(nameOrArn: string, scope: ArnScope): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : arn('cloudtrail', scope, `trail/${nameOrArn}`);
}
