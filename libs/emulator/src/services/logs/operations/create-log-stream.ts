import type { CreateLogStreamCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceAlreadyExists } from '../errors.ts';
import type { LogStore } from '../log-store.ts';

/**
 * Creates a log stream in a log group.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
 */
export function createLogStream(
  store: LogStore,
  clock: Clock,
): OperationHandler<Given<CreateLogStreamCommandInput, 'logGroupName' | 'logStreamName'>, undefined> {
  return ({ logGroupName, logStreamName }, { region }) => {
    const group = store.group(region, logGroupName);
    if (store.findStream(group, logStreamName) !== undefined)
      throw resourceAlreadyExists('The specified log stream already exists');
    store.createStream(group, logStreamName, clock.now());
    return undefined;
  };
}
