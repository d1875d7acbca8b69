import type { ListTagsForResourceCommandInput, ListTagsForResourceResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedGroup } from '../log-group-tags.ts';

/**
 * Lists the tags of a log group by its ARN.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  store: TagStore<TaggedGroup>,
): OperationHandler<Given<ListTagsForResourceCommandInput, 'resourceArn'>, ListTagsForResourceResponse> {
  return ({ resourceArn: identifier }, { region }) => ({ tags: store.list({ region, identifier }) });
}
