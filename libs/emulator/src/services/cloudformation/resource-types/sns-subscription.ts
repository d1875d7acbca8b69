import { ignoreNotFound } from '../failure-reason.ts';
import type { Properties, ResourceType } from './resource-type.ts';

/** The attributes that can be changed, and what each is where a template does not set it. */
const DEFAULTS = {
  DeliveryPolicy: '{}',
  FilterPolicy: '{}',
  FilterPolicyScope: 'MessageAttributes',
  RawMessageDelivery: 'false',
  RedrivePolicy: '{}',
} as const;
const ATTRIBUTES = Object.keys(DEFAULTS) as readonly (keyof typeof DEFAULTS)[];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const snsSubscription: ResourceType = {
  typeName: 'AWS::SNS::Subscription',
  properties: {
    DeliveryPolicy: 'json',
    Endpoint: 'string',
    FilterPolicy: 'json',
    FilterPolicyScope: 'string',
    Protocol: 'string',
    RawMessageDelivery: 'boolean',
    RedrivePolicy: 'json',
    Region: 'notServed',
    ReplayPolicy: 'notServed',
    SubscriptionRoleArn: 'notServed',
    TopicArn: 'string',
  },
  required: ['Protocol', 'TopicArn'],
  createOnly: ['Endpoint', 'Protocol', 'TopicArn'],
  attributes: ['Arn'],
  create: async (properties, context) => {
    const { SubscriptionArn } = await context.call<{ SubscriptionArn: string }>('sns', 'Subscribe', {
      TopicArn: properties['TopicArn'],
      Protocol: properties['Protocol'],
      ...(properties['Endpoint'] === undefined ? {} : { Endpoint: properties['Endpoint'] }),
      Attributes: attributesOf(properties),
      ReturnSubscriptionArn: true,
    });
    return { physicalId: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
  },
  update: async (state, properties, before, context) => {
    const [after, former] = [attributesOf(properties), attributesOf(before)];
    for (const name of ATTRIBUTES) {
      if (after[name] === former[name]) continue;
      await context.call('sns', 'SetSubscriptionAttributes', {
        SubscriptionArn: state.physicalId,
        AttributeName: name,
        AttributeValue: after[name] ?? DEFAULTS[name],
      });
    }
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('sns', 'Unsubscribe', { SubscriptionArn: physicalId }));
  },
};

function attributesOf(properties: Properties): Record<string, string> {
  return Object.fromEntries(
    ATTRIBUTES.flatMap((name) => {
      const value = properties[name];
      if (value === undefined) return [];
      return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
    }),
  );
}
