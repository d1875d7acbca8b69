import type { TagResourceCommandInput } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagsFromList } from '../../../core/tags.ts';

/**
 * Adds tags to a topic.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html
 */
export function tagResource(
  tags: TagStore<string>,
): OperationHandler<Given<TagResourceCommandInput, 'ResourceArn' | 'Tags'>, object> {
  return ({ ResourceArn, Tags }) => {
    tags.add(ResourceArn, tagsFromList(Tags));
    return {};
  };
}
