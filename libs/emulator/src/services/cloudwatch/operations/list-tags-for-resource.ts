import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-cloudwatch';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagList } from '../../../core/tags.ts';

/**
 * Lists the tags of an alarm or a dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  tags: TagStore<string | undefined>,
): OperationHandler<ListTagsForResourceInput, ListTagsForResourceOutput> {
  return ({ ResourceARN }) => ({ Tags: tagList(tags.list(ResourceARN)) });
}
