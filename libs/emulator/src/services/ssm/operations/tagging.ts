import type {
  AddTagsToResourceCommandInput,
  AddTagsToResourceResult,
  ListTagsForResourceCommandInput,
  ListTagsForResourceResult,
  RemoveTagsFromResourceCommandInput,
  RemoveTagsFromResourceResult,
} from '@aws-sdk/client-ssm';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { ParameterStore, StoredParameter } from '../parameter-store.ts';

interface ResourceInput {
  readonly ResourceType?: string | undefined;
  readonly ResourceId?: string | undefined;
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
export function addTagsToResource(
  store: ParameterStore,
): OperationHandler<AddTagsToResourceCommandInput, AddTagsToResourceResult> {
  return ({ Tags = [], ...input }, { region }) => {
    const parameter = tagged(store, region, input);
    const added = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    store.put(region, { ...parameter, tags: { ...parameter.tags, ...added } });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
export function removeTagsFromResource(
  store: ParameterStore,
): OperationHandler<RemoveTagsFromResourceCommandInput, RemoveTagsFromResourceResult> {
  return ({ TagKeys = [], ...input }, { region }) => {
    const parameter = tagged(store, region, input);
    store.put(region, {
      ...parameter,
      tags: Object.fromEntries(Object.entries(parameter.tags).filter(([key]) => !TagKeys.includes(key))),
    });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(
  store: ParameterStore,
): OperationHandler<ListTagsForResourceCommandInput, ListTagsForResourceResult> {
  return (input, { region }) => ({
    TagList: Object.entries(tagged(store, region, input).tags).map(([Key, Value]) => ({ Key, Value })),
  });
}

function tagged(store: ParameterStore, region: string, { ResourceType, ResourceId = '' }: ResourceInput): StoredParameter {
  if (ResourceType !== 'Parameter') throw notServed(`SSM tags of resource type ${ResourceType}`);
  const parameter = store.find(region, ResourceId);
  if (parameter === undefined)
    throw new AwsError({
      code: 'InvalidResourceId',
      message: 'The resource ID is not valid. Verify that you entered the correct ID and try again.',
    });
  return parameter;
}
