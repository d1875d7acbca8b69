import { arn } from '../../../core/arn.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const logsLogGroup: ResourceType = {
  typeName: 'AWS::Logs::LogGroup',
  properties: {
    DataProtectionPolicy: 'notServed',
    FieldIndexPolicies: 'notServed',
    KmsKeyId: 'string',
    LogGroupClass: 'string',
    LogGroupName: 'string',
    RetentionInDays: 'integer',
    Tags: TAGS,
  },
  required: [],
  createOnly: ['LogGroupName', 'LogGroupClass'],
  nameProperty: 'LogGroupName',
  generatedName: { maximumLength: 255 },
  attributes: ['Arn'],
  create: async (properties, context) => {
    const logGroupName = String(properties['LogGroupName'] ?? context.generatedName);
    const tags = tagsFromList(mergedTags(properties['Tags'], context));
    await context.call('logs', 'CreateLogGroup', {
      logGroupName,
      ...(properties['KmsKeyId'] === undefined ? {} : { kmsKeyId: properties['KmsKeyId'] }),
      ...(properties['LogGroupClass'] === undefined ? {} : { logGroupClass: properties['LogGroupClass'] }),
      ...(Object.keys(tags).length > 0 ? { tags } : {}),
    });
    context.claim(logGroupName);
    await retain(logGroupName, properties, {}, context);
    return { physicalId: logGroupName, attributes: { Arn: `${arnOf(logGroupName, context)}:*` } };
  },
  update: async (state, properties, before, context) => {
    await retain(state.physicalId, properties, before, context);
    await encrypt(state.physicalId, properties, before, context);
    const resourceArn = arnOf(state.physicalId, context);
    const { tags: present = {} } = await context.call<{ tags?: Record<string, string> }>('logs', 'ListTagsForResource', {
      resourceArn,
    });
    await updateTags(present, properties['Tags'], context, {
      remove: (tagKeys) => context.call('logs', 'UntagResource', { resourceArn, tagKeys }),
      set: (tags) => context.call('logs', 'TagResource', { resourceArn, tags }),
    });
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('logs', 'DeleteLogGroup', { logGroupName: physicalId }));
  },
};

function arnOf(name: string, context: ResourceContext): string {
  return arn('logs', context, `log-group:${name}`);
}

async function retain(logGroupName: string, properties: Properties, before: Properties, context: ResourceContext): Promise<void> {
  const retentionInDays = properties['RetentionInDays'];
  if (retentionInDays === before['RetentionInDays']) return;
  if (retentionInDays === undefined) await context.call('logs', 'DeleteRetentionPolicy', { logGroupName });
  else await context.call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays });
}

async function encrypt(
  logGroupName: string,
  properties: Properties,
  before: Properties,
  context: ResourceContext,
): Promise<void> {
  const kmsKeyId = properties['KmsKeyId'];
  if (kmsKeyId === before['KmsKeyId']) return;
  if (kmsKeyId === undefined) await context.call('logs', 'DisassociateKmsKey', { logGroupName });
  else await context.call('logs', 'AssociateKmsKey', { logGroupName, kmsKeyId });
}
