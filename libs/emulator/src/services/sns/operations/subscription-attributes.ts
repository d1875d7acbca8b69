import type { SetSubscriptionAttributesInput } from '@aws-sdk/client-sns';
import { notServed } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { compileFilter } from '../filter-policy.ts';
import type { TopicStore } from '../topic-store.ts';

const NOT_SERVED = new Set(['ReplayPolicy', 'SubscriptionRoleArn']);

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export function setSubscriptionAttributes(store: TopicStore): OperationHandler<SetSubscriptionAttributesInput, undefined> {
  return ({ SubscriptionArn, AttributeName = '', AttributeValue = '' }) => {
    const subscription = store.subscription(SubscriptionArn);
    if (AttributeValue !== '') checkAttributes({ [AttributeName]: AttributeValue });
    const attributes = Object.entries({ ...subscription.attributes, [AttributeName]: AttributeValue });
    const kept = attributes.filter(([, value]) => value !== '' && value !== '{}');
    store.subscriptions.put(subscription.arn, { ...subscription, attributes: Object.fromEntries(kept) });
  };
}

/** @throws AwsError where a subscription has no such attribute, or it cannot have that value */
export function checkAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (NOT_SERVED.has(name)) throw notServed(`SNS subscription attribute ${name}`);
    switch (name) {
      case 'FilterPolicy':
        if (value !== '{}') compileFilter(value);
        break;
      case 'FilterPolicyScope':
        if (value !== 'MessageAttributes' && value !== 'MessageBody')
          throw invalidParameter(
            `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
          );
        break;
      case 'RawMessageDelivery':
        if (value !== 'true' && value !== 'false')
          throw invalidParameter(`Attributes Reason: RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
        break;
      case 'DeliveryPolicy':
      case 'RedrivePolicy':
        if (!isJson(value)) throw invalidParameter(`${name}: failed to parse JSON.`);
        break;
      default:
        throw invalidParameter('AttributeName');
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
