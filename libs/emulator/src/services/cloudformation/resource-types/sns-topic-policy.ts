import { ignoreNotFound } from '../failure-reason.ts';
import type { Properties, ResourceContext, ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export const snsTopicPolicy: ResourceType = {
  typeName: 'AWS::SNS::TopicPolicy',
  properties: { PolicyDocument: 'json', Topics: ['string'] },
  required: ['PolicyDocument', 'Topics'],
  createOnly: [],
  attributes: ['Id'],
  create: async (properties, context) => {
    await set(topicsOf(properties), JSON.stringify(properties['PolicyDocument']), context);
    return { physicalId: context.generatedName, attributes: { Id: context.generatedName } };
  },
  update: async (state, properties, before, context) => {
    await set(topicsOf(properties), JSON.stringify(properties['PolicyDocument']), context);
    const kept = new Set(topicsOf(properties));
    await reset(
      topicsOf(before).filter((topic) => !kept.has(topic)),
      context,
    );
    return state;
  },
  delete: async (_state, properties, context) => {
    await reset(topicsOf(properties), context);
  },
};

function topicsOf(properties: Properties): readonly string[] {
  return properties['Topics'] as readonly string[];
}

async function set(topics: readonly string[], policy: string, context: ResourceContext): Promise<void> {
  for (const TopicArn of topics) {
    await context.call('sns', 'SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue: policy });
  }
}

/** Gives topics the policy back that a new topic has: the owner may do everything. */
async function reset(topics: readonly string[], context: ResourceContext): Promise<void> {
  for (const TopicArn of topics) {
    const policy = {
      Version: '2008-10-17',
      Id: '__default_policy_ID',
      Statement: [
        {
          Sid: '__default_statement_ID',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: [
            'SNS:GetTopicAttributes',
            'SNS:SetTopicAttributes',
            'SNS:Subscribe',
            'SNS:ListSubscriptionsByTopic',
            'SNS:Publish',
          ],
          Resource: TopicArn,
          Condition: { StringEquals: { 'AWS:SourceOwner': context.account } },
        },
      ],
    };
    await ignoreNotFound(set([TopicArn], JSON.stringify(policy), context));
  }
}
