import { ignoreNotFound } from '../failure-reason.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType, tagChanges } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html */
export const kmsKey: ResourceType = {
  typeName: 'AWS::KMS::Key',
  properties: {
    BypassPolicyLockoutSafetyCheck: 'boolean',
    Description: 'string',
    EnableKeyRotation: 'boolean',
    Enabled: 'boolean',
    KeyPolicy: 'json',
    KeySpec: 'string',
    KeyUsage: 'string',
    MultiRegion: 'boolean',
    Origin: 'string',
    PendingWindowInDays: 'integer',
    RotationPeriodInDays: 'integer',
    Tags: TAGS,
  },
  required: [],
  createOnly: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  attributes: ['Arn', 'KeyId'],
  create: async (properties, context) => {
    const { Description, KeyPolicy, KeySpec, KeyUsage, MultiRegion, Origin } = properties;
    const tags = mergedTags(properties['Tags'], context).map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
    const { KeyMetadata } = await context.call<{ KeyMetadata: { KeyId: string; Arn: string } }>('kms', 'CreateKey', {
      ...defined({ Description, KeySpec, KeyUsage, MultiRegion, Origin }),
      ...(KeyPolicy === undefined ? {} : { Policy: JSON.stringify(KeyPolicy) }),
      ...(tags.length > 0 ? { Tags: tags } : {}),
    });
    context.claim(KeyMetadata.KeyId);
    await switches(KeyMetadata.KeyId, properties, {}, context);
    return { physicalId: KeyMetadata.KeyId, attributes: { Arn: KeyMetadata.Arn, KeyId: KeyMetadata.KeyId } };
  },
  update: async (state, properties, before, context) => {
    const KeyId = state.physicalId;
    if (properties['Description'] !== before['Description'])
      await context.call('kms', 'UpdateKeyDescription', { KeyId, Description: properties['Description'] ?? '' });
    if (properties['KeyPolicy'] !== undefined)
      await context.call('kms', 'PutKeyPolicy', { KeyId, Policy: JSON.stringify(properties['KeyPolicy']) });
    await switches(KeyId, properties, before, context);
    const { Tags = [] } = await context.call<{ Tags?: { TagKey: string; TagValue: string }[] }>('kms', 'ListResourceTags', {
      KeyId,
    });
    const present = Tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }));
    const { set, remove } = tagChanges(present, mergedTags(properties['Tags'], context));
    if (remove.length > 0) await context.call('kms', 'UntagResource', { KeyId, TagKeys: remove });
    if (set.length > 0) {
      const added = set.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
      await context.call('kms', 'TagResource', { KeyId, Tags: added });
    }
    return state;
  },
  // A key is not gone at once: it waits for the days of its window, as by AWS.
  delete: async ({ physicalId }, properties, context) => {
    const PendingWindowInDays = properties['PendingWindowInDays'];
    const input = { KeyId: physicalId, ...defined({ PendingWindowInDays }) };
    await ignoreNotFound(context.call('kms', 'ScheduleKeyDeletion', input));
  },
};

async function switches(KeyId: string, properties: Properties, before: Properties, context: ResourceContext): Promise<void> {
  const { EnableKeyRotation = false, RotationPeriodInDays, Enabled = true } = properties;
  if (EnableKeyRotation === true) {
    await context.call('kms', 'EnableKeyRotation', { KeyId, ...defined({ RotationPeriodInDays }) });
  } else if (before['EnableKeyRotation'] === true) await context.call('kms', 'DisableKeyRotation', { KeyId });
  if (Enabled !== (before['Enabled'] ?? true))
    await context.call('kms', Enabled === true ? 'EnableKey' : 'DisableKey', { KeyId });
}

function defined(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
