import type { ListTagsRequest, ListTagsResponse, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-lambda';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../function-name.ts';
import type { FunctionRecord } from '../function-store.ts';
import type { Functions } from '../functions.ts';

const MAXIMUM_TAGS = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export function listTags(functions: Functions): OperationHandler<ListTagsRequest, ListTagsResponse> {
  return (input, call) => ({ Tags: { ...find(functions, input.Resource ?? '', call).record.tags } });
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export function tagResource(functions: Functions): OperationHandler<TagResourceRequest, object> {
  return (input, call) => {
    const { key, record } = find(functions, input.Resource ?? '', call);
    const tags = { ...record.tags, ...input.Tags };
    if (Object.keys(tags).length > MAXIMUM_TAGS) throw invalidParameter('Tags limit exceeded.');
    functions.store.functions.put(key, { ...record, tags });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export function untagResource(functions: Functions): OperationHandler<UntagResourceRequest, object> {
  return (input, call) => {
    const { key, record } = find(functions, input.Resource ?? '', call);
    const removed = new Set(input.TagKeys ?? []);
    const tags = Object.fromEntries(Object.entries(record.tags).filter(([name]) => !removed.has(name)));
    functions.store.functions.put(key, { ...record, tags });
    return {};
  };
}

function find(functions: Functions, resource: string, call: Call): { key: string; record: FunctionRecord } {
  const { reference, record } = functions.find(resource, undefined, call);
  if (reference.qualifier !== undefined)
    throw invalidParameter('Tags on function aliases and versions are not supported. Please specify a function ARN.');
  return { key: `${reference.region}/${reference.name}`, record };
}
