import { ignoreNotFound } from '../failure-reason.ts';
import type { ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
export const lambdaEventInvokeConfig: ResourceType = {
  typeName: 'AWS::Lambda::EventInvokeConfig',
  properties: {
    DestinationConfig: { OnFailure: { Destination: 'string' }, OnSuccess: { Destination: 'string' } },
    FunctionName: 'string',
    MaximumEventAgeInSeconds: 'integer',
    MaximumRetryAttempts: 'integer',
    Qualifier: 'string',
  },
  required: ['FunctionName', 'Qualifier'],
  createOnly: ['FunctionName', 'Qualifier'],
  attributes: [],
  create: async (properties, context) => {
    await context.call('lambda', 'PutFunctionEventInvokeConfig', properties);
    return { physicalId: `${String(properties['FunctionName'])}|${String(properties['Qualifier'])}`, attributes: {} };
  },
  update: async (state, properties, _before, context) => {
    await context.call('lambda', 'PutFunctionEventInvokeConfig', properties);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    const [FunctionName, Qualifier] = physicalId.split('|');
    await ignoreNotFound(context.call('lambda', 'DeleteFunctionEventInvokeConfig', { FunctionName, Qualifier }));
  },
};
