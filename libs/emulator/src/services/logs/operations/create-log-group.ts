import type { CreateLogGroupCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { arn } from '../../../core/arn.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceAlreadyExists } from '../errors.ts';
import type { LogGroup, LogStore } from '../log-store.ts';

/**
 * Creates a log group.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
export function createLogGroup(
  store: LogStore,
  clock: Clock,
): OperationHandler<Given<CreateLogGroupCommandInput, 'logGroupName'>, undefined> {
  return ({ logGroupName, kmsKeyId, tags = {}, logGroupClass = 'STANDARD' }, call) => {
    const { region } = call;
    if (store.findGroup(region, logGroupName) !== undefined)
      throw resourceAlreadyExists('The specified log group already exists');
    store.putGroup({
      name: logGroupName,
      region,
      arn: arn('logs', call, `log-group:${logGroupName}`),
      createdAt: clock.now(),
      ...(kmsKeyId !== undefined && { kmsKeyId }),
      logGroupClass: logGroupClass as LogGroup['logGroupClass'],
      tags,
    });
    return undefined;
  };
}
