import { notServed } from '../../core/aws-error.ts';
import { isJson } from '../../core/json.ts';
import { invalidParameter } from './errors.ts';
import { compileFilter } from './filter-policy.ts';

const NOT_SERVED = new Set(['ReplayPolicy', 'SubscriptionRoleArn']);

/** Checks attributes of a subscription. @throws AwsError `InvalidParameter` for an unknown name or a value that it cannot have */
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
