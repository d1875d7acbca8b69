import { tagList, tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

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
    const tags = keyTags(mergedTags(properties['Tags'], context));
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
    await updateTags(tagsFromList(Tags), properties['Tags'], context, {
      remove: (TagKeys) => context.call('kms', 'UntagResource', { KeyId, TagKeys }),
      set: (tags) => context.call('kms', 'TagResource', { KeyId, Tags: keyTags(tagList(tags)) }),
    });
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
  const changesEnabled = Enabled !== (before['Enabled'] ?? true);
  // The rotation of a disabled key cannot be changed: a key is enabled first, and disabled last.
  if (changesEnabled && Enabled === true) await context.call('kms', 'EnableKey', { KeyId });
  const rotates = EnableKeyRotation === true;
  if (rotates !== (before['EnableKeyRotation'] ?? false) || RotationPeriodInDays !== before['RotationPeriodInDays']) {
    if (rotates) await context.call('kms', 'EnableKeyRotation', { KeyId, ...defined({ RotationPeriodInDays }) });
    else await context.call('kms', 'DisableKeyRotation', { KeyId });
  }
  if (changesEnabled && Enabled !== true) await context.call('kms', 'DisableKey', { KeyId });
}

function defined(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** Tags as KMS writes them. */
function keyTags(tags: readonly { readonly Key: string; readonly Value: string }[]): object[] {
  return tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
}
