import type { ListTagsInput, ListTagsOutput } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { tagList } from '../../../core/tags.ts';
import { invalidPaginationToken } from '../listing.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { requireTaggable } from '../taggable-resource.ts';

/**
 * ListTags: returns a page of the tags of a resource.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTags.html
 */
export function listTags(context: SagemakerContext): OperationHandler<Given<ListTagsInput, 'ResourceArn'>, ListTagsOutput> {
  return ({ ResourceArn, NextToken, MaxResults }) => {
    const arn = requireTaggable(context, ResourceArn);
    const { items, nextToken } = pageOf(tagList(context.tags.list(arn)), {
      token: NextToken,
      size: MaxResults ?? 50,
      keyOf: ({ Key }) => Key,
      list: `ListTags ${arn}`,
      invalidToken: invalidPaginationToken,
    });
    return { Tags: [...items], NextToken: nextToken };
  };
}
