import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore } from '../record-store.ts';
import { addRules, type RulesInput } from '../security-group-rules.ts';

/**
 * Adds rules for outgoing traffic to a security group.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html
 */
export function authorizeSecurityGroupEgress(records: RecordStore): OperationHandler<RulesInput, object> {
  return (input, call) => addRules(records, input, 'IpPermissionsEgress', call);
}
