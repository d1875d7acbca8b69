import { ignoreNotFound, ResourceError } from '../failure-reason.ts';
import type { Properties, ResourceContext, ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export const iamPolicy: ResourceType = {
  typeName: 'AWS::IAM::Policy',
  properties: { Groups: 'notServed', PolicyDocument: 'json', PolicyName: 'string', Roles: ['string'], Users: 'notServed' },
  required: ['PolicyDocument', 'PolicyName'],
  createOnly: [],
  attributes: ['Id'],
  create: async (properties, context) => {
    await put(properties, context);
    return { physicalId: context.generatedName, attributes: { Id: context.generatedName } };
  },
  update: async (state, properties, before, context) => {
    await put(properties, context);
    const kept = new Set(rolesOf(properties));
    const isRenamed = properties['PolicyName'] !== before['PolicyName'];
    await remove(
      before,
      rolesOf(before).filter((role) => isRenamed || !kept.has(role)),
      context,
    );
    return state;
  },
  delete: async (_state, properties, context) => {
    await remove(properties, rolesOf(properties), context);
  },
};

function rolesOf({ Roles = [] }: Properties): readonly string[] {
  return Roles as readonly string[];
}

async function put(properties: Properties, context: ResourceContext): Promise<void> {
  if (rolesOf(properties).length === 0) throw new ResourceError('At least one of [Groups,Roles,Users] must be non-empty.');
  for (const RoleName of rolesOf(properties)) {
    await context.call('iam', 'PutRolePolicy', {
      RoleName,
      PolicyName: properties['PolicyName'],
      PolicyDocument: JSON.stringify(properties['PolicyDocument']),
    });
  }
}

async function remove(properties: Properties, roles: readonly string[], context: ResourceContext): Promise<void> {
  for (const RoleName of roles) {
    await ignoreNotFound(context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName: properties['PolicyName'] }));
  }
}
