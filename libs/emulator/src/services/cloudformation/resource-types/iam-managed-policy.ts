import { ignoreNotFound } from '../failure-reason.ts';
import type { Json } from '../template/json.ts';
import type { Properties, ResourceContext, ResourceType } from './resource-type.ts';

/** Maximum number of versions of a policy in IAM. */
const MAXIMUM_VERSIONS = 5;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const iamManagedPolicy: ResourceType = {
  typeName: 'AWS::IAM::ManagedPolicy',
  properties: {
    Description: 'string',
    Groups: 'notServed',
    ManagedPolicyName: 'string',
    Path: 'string',
    PolicyDocument: 'json',
    Roles: ['string'],
    Users: 'notServed',
  },
  required: ['PolicyDocument'],
  createOnly: ['Description', 'ManagedPolicyName', 'Path'],
  nameProperty: 'ManagedPolicyName',
  generatedName: { maximumLength: 128 },
  attributes: ['PolicyArn', 'PolicyId', 'AttachmentCount', 'DefaultVersionId'],
  create: async (properties, context) => {
    const { Policy } = await context.call<{ Policy: { Arn: string; PolicyId: string } }>('iam', 'CreatePolicy', {
      PolicyName: String(properties['ManagedPolicyName'] ?? context.generatedName),
      PolicyDocument: JSON.stringify(properties['PolicyDocument']),
      ...(properties['Path'] === undefined ? {} : { Path: properties['Path'] }),
      ...(properties['Description'] === undefined ? {} : { Description: properties['Description'] }),
    });
    context.claim(Policy.Arn);
    await attach(Policy.Arn, properties, {}, context);
    return {
      physicalId: Policy.Arn,
      attributes: {
        PolicyArn: Policy.Arn,
        PolicyId: Policy.PolicyId,
        AttachmentCount: rolesOf(properties).length,
        DefaultVersionId: 'v1',
      },
    };
  },
  update: async (state, properties, before, context) => {
    const PolicyArn = state.physicalId;
    let DefaultVersionId = state.attributes['DefaultVersionId'] as Json;
    if (JSON.stringify(properties['PolicyDocument']) !== JSON.stringify(before['PolicyDocument'])) {
      await makeRoom(PolicyArn, context);
      const input = { PolicyArn, PolicyDocument: JSON.stringify(properties['PolicyDocument']), SetAsDefault: true };
      const { PolicyVersion } = await context.call<{ PolicyVersion: PolicyVersion }>('iam', 'CreatePolicyVersion', input);
      DefaultVersionId = PolicyVersion.VersionId;
    }
    await attach(PolicyArn, properties, before, context);
    const AttachmentCount = rolesOf(properties).length;
    return { ...state, attributes: { ...state.attributes, AttachmentCount, DefaultVersionId } };
  },
  delete: async ({ physicalId: PolicyArn }, properties, context) => {
    await attach(PolicyArn, {}, properties, context);
    await ignoreNotFound(
      (async () => {
        for (const { VersionId, IsDefaultVersion } of await versionsOf(PolicyArn, context)) {
          if (!IsDefaultVersion) await context.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId });
        }
        await context.call('iam', 'DeletePolicy', { PolicyArn });
      })(),
    );
  },
};

interface PolicyVersion {
  readonly VersionId: string;
  readonly IsDefaultVersion: boolean;
}

async function versionsOf(PolicyArn: string, context: ResourceContext): Promise<readonly PolicyVersion[]> {
  const { Versions } = await context.call<{ Versions: PolicyVersion[] }>('iam', 'ListPolicyVersions', { PolicyArn });
  return Versions;
}

/** Deletes the oldest version where the policy has as many as it may. */
async function makeRoom(PolicyArn: string, context: ResourceContext): Promise<void> {
  const versions = await versionsOf(PolicyArn, context);
  if (versions.length < MAXIMUM_VERSIONS) return;
  const [oldest] = versions
    .filter(({ IsDefaultVersion }) => !IsDefaultVersion)
    .toSorted((a, b) => Number(a.VersionId.slice(1)) - Number(b.VersionId.slice(1)));
  await context.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: oldest?.VersionId });
}

async function attach(PolicyArn: string, properties: Properties, before: Properties, context: ResourceContext): Promise<void> {
  const [roles, former] = [rolesOf(properties), rolesOf(before)];
  for (const RoleName of roles.filter((role) => !former.includes(role)))
    await context.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
  for (const RoleName of former.filter((role) => !roles.includes(role))) {
    await ignoreNotFound(context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
  }
}

function rolesOf(properties: Properties): readonly string[] {
  return (properties['Roles'] ?? []) as readonly string[];
}
