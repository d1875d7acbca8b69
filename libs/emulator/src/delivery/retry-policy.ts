/** A retry policy of a target of EventBridge or the scheduler, in the API's shape. */
export interface RetryPolicy {
  /** @default 185 */
  readonly MaximumRetryAttempts?: number | undefined;
  /** @default 86400, a day */
  readonly MaximumEventAgeInSeconds?: number | undefined;
}

/** The retry policy of a target that has none. */
export const DEFAULT_RETRY_POLICY = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } as const;

/** Limits of a delivery queue under a retry policy: number of retries and age. */
export function retriesOf({
  MaximumRetryAttempts = DEFAULT_RETRY_POLICY.MaximumRetryAttempts,
  MaximumEventAgeInSeconds = DEFAULT_RETRY_POLICY.MaximumEventAgeInSeconds,
}: RetryPolicy = {}): {
  readonly attempts: number;
  readonly ageMillis: number;
} {
  return { attempts: MaximumRetryAttempts, ageMillis: MaximumEventAgeInSeconds * 1000 };
}
