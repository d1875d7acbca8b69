import type { AddTagsInput, AddTagsOutput } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { tagList, tagsFromList } from '../../../core/tags.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { requireTaggable } from '../taggable-resource.ts';

/**
 * AddTags: adds tags to a resource. Returns all tags of the resource.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html
 */
export function addTags(context: SagemakerContext): OperationHandler<Given<AddTagsInput, 'ResourceArn'>, AddTagsOutput> {
  return ({ ResourceArn, Tags }) => {
    const arn = requireTaggable(context, ResourceArn);
    context.tags.add(arn, tagsFromList(Tags));
    return { Tags: tagList(context.tags.list(arn)) };
  };
}
