import type { AddTagsInput, AddTagsOutput, DeleteTagsInput, ListTagsInput, ListTagsOutput } from '@aws-sdk/client-sagemaker';
import type { OperationHandler } from '../../../core/service.ts';
import { recordKey } from '../arn.ts';
import { validationException } from '../refusals.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/** AddTags, ListTags and DeleteTags, for every kind of resource. */
export function tagOperations(context: SagemakerContext): Record<string, OperationHandler> {
  const existing = (arn: string | undefined): string => {
    if (arn === undefined || !exists(context, arn)) throw validationException('Resource does not exist.');
    return arn;
  };
  return {
    AddTags: ({ ResourceArn, Tags }: AddTagsInput): AddTagsOutput => ({
      Tags: context.tags.add(existing(ResourceArn), Tags ?? []),
    }),

    ListTags({ ResourceArn, NextToken, MaxResults }: ListTagsInput): ListTagsOutput {
      const tags = context.tags.list(existing(ResourceArn));
      const start = NextToken === undefined ? 0 : Number(NextToken);
      const end = start + (MaxResults ?? 50);
      return { Tags: tags.slice(start, end), ...(end < tags.length ? { NextToken: String(end) } : {}) };
    },

    DeleteTags({ ResourceArn, TagKeys }: DeleteTagsInput): object {
      context.tags.remove(existing(ResourceArn), TagKeys ?? []);
      return {};
    },
  };
}

function exists(context: SagemakerContext, arn: string): boolean {
  const [, region, type, name] = /^arn:[^:]+:sagemaker:([^:]+):\d{12}:([a-z-]+)\/(.+)$/.exec(arn) ?? [];
  if (region === undefined || type === undefined || name === undefined) return false;
  const collection = {
    endpoint: context.endpoints.records,
    'endpoint-config': context.endpointConfigs,
    model: context.models,
    'processing-job': context.processingJobs.records,
    'training-job': context.trainingJobs.records,
  }[type];
  return collection?.get(recordKey(region, name)) !== undefined;
}
