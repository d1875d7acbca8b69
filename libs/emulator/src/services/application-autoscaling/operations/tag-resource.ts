import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore, Tags } from '../../../core/tags.ts';

interface TagResourceInput {
  readonly ResourceARN?: string;
  readonly Tags?: Tags;
}

/**
 * Adds tags to a scalable target.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html
 */
export function tagResource(tags: TagStore<string | undefined>): OperationHandler<TagResourceInput, object> {
  return ({ ResourceARN, Tags = {} }) => {
    tags.add(ResourceARN, Tags);
    return {};
  };
}
