import type { StackEvent } from '@aws-sdk/client-cloudformation';

/** The failure that made a deployment fail. */
export interface StackFailure {
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
  /** Hint for the user. Undefined when the reason says it all. */
  readonly hint: string | undefined;
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /not authorized to perform|AccessDenied|is not authorized/i,
    'These credentials lack a permission that the reason names. Add it to their policy and deploy again.',
  ],
  [
    /already exists|AlreadyExists|name .* is taken/i,
    'Another resource has this name. Delete it, or give another name by --parameters.',
  ],
  [
    /limit|quota|Throttl|TooMany/i,
    'A quota of the account is reached. Request a higher one in Service Quotas, or delete unused resources.',
  ],
  [/No export named/i, 'The stack imports a value that no stack exports. Deploy the core stack first.'],
  [
    /timed out|did not stabilize|Failed to receive/i,
    'The resource took too long. Its log group and CloudTrail show what it waited for.',
  ],
  [/not empty/i, 'The bucket still holds objects. Empty it and try again.'],
];

/** Finds the first failure among events. Resources that were only cancelled because of it do not count. */
export function firstFailure(events: readonly StackEvent[]): StackFailure | undefined {
  const failed = events.filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('_FAILED'));
  const event = failed.find(({ ResourceStatusReason = '' }) => !/cancell?ed/i.test(ResourceStatusReason)) ?? failed[0];
  if (!event) return undefined;
  const reason = event.ResourceStatusReason ?? '';
  return {
    logicalId: event.LogicalResourceId ?? '',
    type: event.ResourceType ?? '',
    reason,
    hint: HINTS.find(([pattern]) => pattern.test(reason))?.[1],
  };
}
