import { AwsError } from '../../core/aws-error.ts';
import type { Collection, Store } from '../../core/store.ts';

/** A dashboard as it is kept, by name: dashboards belong to no region. */
export interface Dashboard {
  readonly name: string;
  readonly arn: string;
  /** JSON. */
  readonly body: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** The dashboards of the account. */
export function dashboardStore(store: Store): Collection<Dashboard> {
  return store.collection('cloudwatch.dashboard');
}

/** AWS's answer for a dashboard that does not exist. */
export function dashboardNotFound(name: string): AwsError {
  return new AwsError({ code: 'ResourceNotFound', message: `Dashboard ${name} does not exist`, httpStatus: 404 });
}
