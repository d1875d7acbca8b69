import type { ListTagsLogGroupCommandInput, ListTagsLogGroupResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedGroup } from '../log-group-tags.ts';

/**
 * Lists the tags of a log group by its name.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html
 */
export function listTagsLogGroup(
  store: TagStore<TaggedGroup>,
): OperationHandler<Given<ListTagsLogGroupCommandInput, 'logGroupName'>, ListTagsLogGroupResponse> {
  return ({ logGroupName: identifier }, { region }) => ({ tags: store.list({ region, identifier }) });
}
