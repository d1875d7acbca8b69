import type { PutRetentionPolicyCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { LogStore } from '../log-store.ts';

/** The retentions that CloudWatch Logs offers, in days. */
const RETENTIONS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/**
 * Sets how long the events of a log group are kept.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export function putRetentionPolicy(
  store: LogStore,
  clock: Clock,
): OperationHandler<Given<PutRetentionPolicyCommandInput, 'logGroupName' | 'retentionInDays'>, undefined> {
  return ({ logGroupName, retentionInDays }, { region }) => {
    const group = store.group(region, logGroupName);
    if (!RETENTIONS.includes(retentionInDays))
      throw invalidParameter(
        `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTIONS.join(', ')}]`,
      );
    store.putGroup({ ...group, retentionInDays });
    store.expire(clock.now());
    return undefined;
  };
}
