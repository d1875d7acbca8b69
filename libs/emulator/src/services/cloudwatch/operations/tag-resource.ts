import type { TagResourceInput } from '@aws-sdk/client-cloudwatch';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagsFromList } from '../../../core/tags.ts';

/**
 * Adds tags to an alarm or a dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html
 */
export function tagResource(tags: TagStore<string | undefined>): OperationHandler<TagResourceInput, object> {
  return ({ ResourceARN, Tags }) => {
    tags.add(ResourceARN, tagsFromList(Tags));
    return {};
  };
}
