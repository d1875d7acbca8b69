import { ignoreNotFound } from '../failure-reason.ts';
import type { ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-alias.html */
export const kmsAlias: ResourceType = {
  typeName: 'AWS::KMS::Alias',
  properties: { AliasName: 'string', TargetKeyId: 'string' },
  required: ['AliasName', 'TargetKeyId'],
  createOnly: ['AliasName'],
  nameProperty: 'AliasName',
  attributes: [],
  create: async ({ AliasName, TargetKeyId }, context) => {
    await context.call('kms', 'CreateAlias', { AliasName, TargetKeyId });
    return { physicalId: String(AliasName), attributes: {} };
  },
  update: async (state, { TargetKeyId }, _before, context) => {
    await context.call('kms', 'UpdateAlias', { AliasName: state.physicalId, TargetKeyId });
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('kms', 'DeleteAlias', { AliasName: physicalId }));
  },
};
