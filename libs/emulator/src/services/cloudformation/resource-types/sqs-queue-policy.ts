import { ignoreNotFound } from '../failure-reason.ts';
import type { Properties, ResourceContext, ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const sqsQueuePolicy: ResourceType = {
  typeName: 'AWS::SQS::QueuePolicy',
  properties: { PolicyDocument: 'json', Queues: ['string'] },
  required: ['PolicyDocument', 'Queues'],
  createOnly: [],
  attributes: ['Id'],
  create: async (properties, context) => {
    await set(queuesOf(properties), JSON.stringify(properties['PolicyDocument']), context);
    return { physicalId: context.generatedName, attributes: { Id: context.generatedName } };
  },
  update: async (state, properties, before, context) => {
    await set(queuesOf(properties), JSON.stringify(properties['PolicyDocument']), context);
    const kept = new Set(queuesOf(properties));
    const gone = queuesOf(before).filter((queue) => !kept.has(queue));
    await ignoreNotFound(set(gone, '', context));
    return state;
  },
  delete: async (_state, properties, context) => {
    await ignoreNotFound(set(queuesOf(properties), '', context));
  },
};

function queuesOf(properties: Properties): readonly string[] {
  return properties['Queues'] as readonly string[];
}

async function set(queues: readonly string[], Policy: string, context: ResourceContext): Promise<void> {
  for (const QueueUrl of queues) await context.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
}
