import { tagList, tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import type { JsonObject } from '../template/json.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const iamRole: ResourceType = {
  typeName: 'AWS::IAM::Role',
  properties: {
    AssumeRolePolicyDocument: 'json',
    Description: 'string',
    ManagedPolicyArns: ['string'],
    MaxSessionDuration: 'integer',
    Path: 'string',
    PermissionsBoundary: 'string',
    Policies: [{ PolicyName: 'string', PolicyDocument: 'json' }],
    RoleName: 'string',
    Tags: TAGS,
  },
  required: ['AssumeRolePolicyDocument'],
  createOnly: ['RoleName', 'Path'],
  nameProperty: 'RoleName',
  attributes: ['Arn', 'RoleId'],
  create: async (properties, context) => {
    const RoleName = String(properties['RoleName'] ?? context.generatedName);
    const { Role } = await context.call<{ Role: { Arn: string; RoleId: string } }>('iam', 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify(properties['AssumeRolePolicyDocument']),
      ...pick(properties, ['Description', 'MaxSessionDuration', 'Path', 'PermissionsBoundary']),
      Tags: mergedTags(properties['Tags'], context),
    });
    context.claim(RoleName);
    await attach(RoleName, properties, {}, context);
    return { physicalId: RoleName, attributes: { Arn: Role.Arn, RoleId: Role.RoleId } };
  },
  update: async (state, properties, before, context) => {
    const RoleName = state.physicalId;
    await context.call('iam', 'UpdateAssumeRolePolicy', {
      RoleName,
      PolicyDocument: JSON.stringify(properties['AssumeRolePolicyDocument']),
    });
    await context.call('iam', 'UpdateRole', {
      RoleName,
      Description: String(properties['Description'] ?? ''),
      MaxSessionDuration: Number(properties['MaxSessionDuration'] ?? 3600),
    });
    const boundary = properties['PermissionsBoundary'];
    if (boundary !== undefined)
      await context.call('iam', 'PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: boundary });
    else if (before['PermissionsBoundary'] !== undefined)
      await context.call('iam', 'DeleteRolePermissionsBoundary', { RoleName });
    await attach(RoleName, properties, before, context);
    const { Tags = [] } = await context.call<{ Tags?: { Key: string; Value: string }[] }>('iam', 'ListRoleTags', { RoleName });
    await updateTags(tagsFromList(Tags), properties['Tags'], context, {
      remove: (TagKeys) => context.call('iam', 'UntagRole', { RoleName, TagKeys }),
      set: (tags) => context.call('iam', 'TagRole', { RoleName, Tags: tagList(tags) }),
    });
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(deleteRole(physicalId, context));
  },
};

async function deleteRole(RoleName: string, context: ResourceContext): Promise<void> {
  // Policies of the template go with the role; what others have attached holds it, as on AWS.
  const { PolicyNames = [] } = await context.call<{ PolicyNames?: string[] }>('iam', 'ListRolePolicies', { RoleName });
  for (const PolicyName of PolicyNames) await context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName });
  const { AttachedPolicies = [] } = await context.call<{ AttachedPolicies?: { PolicyArn: string }[] }>(
    'iam',
    'ListAttachedRolePolicies',
    { RoleName },
  );
  for (const { PolicyArn } of AttachedPolicies) await context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
  await context.call('iam', 'DeleteRole', { RoleName });
}

async function attach(RoleName: string, properties: Properties, before: Properties, context: ResourceContext): Promise<void> {
  const arns = (properties['ManagedPolicyArns'] ?? []) as readonly string[];
  const former = (before['ManagedPolicyArns'] ?? []) as readonly string[];
  for (const PolicyArn of arns.filter((arn) => !former.includes(arn)))
    await context.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
  for (const PolicyArn of former.filter((arn) => !arns.includes(arn))) {
    await ignoreNotFound(context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
  }
  const policies = (properties['Policies'] ?? []) as readonly JsonObject[];
  const names = new Set(policies.map(({ PolicyName }) => PolicyName));
  for (const { PolicyName, PolicyDocument } of policies) {
    await context.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) });
  }
  for (const { PolicyName } of (before['Policies'] ?? []) as readonly JsonObject[]) {
    if (!names.has(PolicyName)) await ignoreNotFound(context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName }));
  }
}

function pick(properties: Properties, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]));
}
