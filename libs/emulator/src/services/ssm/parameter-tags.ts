import { AwsError, notServed } from '../../core/aws-error.ts';
import { TagStore } from '../../core/tags.ts';
import type { ParameterStore } from './parameter-store.ts';

/** A tagged resource, by the members of a call that name it. */
export interface TaggedParameter {
  readonly ResourceType: string;
  readonly ResourceId: string;
  readonly region: string;
}

/** The tags of parameters. */
export function parameterTags(store: ParameterStore): TagStore<TaggedParameter> {
  return new TagStore(({ ResourceType, ResourceId, region }) => {
    if (ResourceType !== 'Parameter') throw notServed(`SSM tags of resource type ${ResourceType}`);
    const parameter = store.find(region, ResourceId);
    if (parameter === undefined)
      throw new AwsError({
        code: 'InvalidResourceId',
        message: 'The resource ID is not valid. Verify that you entered the correct ID and try again.',
      });
    return { tags: parameter.tags, save: (tags) => store.put(region, { ...parameter, tags }) };
  });
}
