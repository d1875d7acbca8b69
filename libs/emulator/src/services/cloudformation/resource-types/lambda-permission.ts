import { ignoreNotFound } from '../failure-reason.ts';
import type { ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export const lambdaPermission: ResourceType = {
  typeName: 'AWS::Lambda::Permission',
  properties: {
    Action: 'string',
    EventSourceToken: 'string',
    FunctionName: 'string',
    FunctionUrlAuthType: 'string',
    InvokedViaFunctionUrl: 'boolean',
    Principal: 'string',
    PrincipalOrgID: 'string',
    SourceAccount: 'string',
    SourceArn: 'string',
  },
  required: ['Action', 'FunctionName', 'Principal'],
  createOnly: [
    'Action',
    'EventSourceToken',
    'FunctionName',
    'FunctionUrlAuthType',
    'InvokedViaFunctionUrl',
    'Principal',
    'PrincipalOrgID',
    'SourceAccount',
    'SourceArn',
  ],
  generatedName: { maximumLength: 100 },
  attributes: ['Id'],
  create: async (properties, context) => {
    await context.call('lambda', 'AddPermission', { ...properties, StatementId: context.generatedName });
    return { physicalId: context.generatedName, attributes: { Id: context.generatedName } };
  },
  update: async (state) => state,
  delete: async ({ physicalId }, properties, context) => {
    const { FunctionName } = properties;
    await ignoreNotFound(context.call('lambda', 'RemovePermission', { FunctionName, StatementId: physicalId }));
  },
};
