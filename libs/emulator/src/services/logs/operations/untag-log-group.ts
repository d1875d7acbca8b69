import type { UntagLogGroupCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedGroup } from '../log-group-tags.ts';

/**
 * Removes tags from a log group by its name.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html
 */
export function untagLogGroup(
  store: TagStore<TaggedGroup>,
): OperationHandler<Given<UntagLogGroupCommandInput, 'logGroupName' | 'tags'>, undefined> {
  return ({ logGroupName: identifier, tags }, { region }) => {
    store.remove({ region, identifier }, tags);
    return undefined;
  };
}
