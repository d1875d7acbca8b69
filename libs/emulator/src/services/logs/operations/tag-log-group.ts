import type { TagLogGroupCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedGroup } from '../log-group-tags.ts';

/**
 * Adds tags to a log group by its name.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html
 */
export function tagLogGroup(
  store: TagStore<TaggedGroup>,
): OperationHandler<Given<TagLogGroupCommandInput, 'logGroupName' | 'tags'>, undefined> {
  return ({ logGroupName: identifier, tags }, { region }) => {
    store.add({ region, identifier }, tags);
    return undefined;
  };
}
