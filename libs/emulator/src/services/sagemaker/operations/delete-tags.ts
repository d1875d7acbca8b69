import type { DeleteTagsInput, DeleteTagsOutput } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { requireTaggable } from '../taggable-resource.ts';

/**
 * DeleteTags: removes tags of a resource. Unknown keys are ignored.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteTags.html
 */
export function deleteTags(
  context: SagemakerContext,
): OperationHandler<Given<DeleteTagsInput, 'ResourceArn' | 'TagKeys'>, DeleteTagsOutput> {
  return ({ ResourceArn, TagKeys }) => {
    context.tags.remove(requireTaggable(context, ResourceArn), TagKeys);
    return {};
  };
}
