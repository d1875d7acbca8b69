import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore } from '../record-store.ts';
import { type RulesInput, removeRules } from '../security-group-rules.ts';

/**
 * Removes rules for incoming traffic from a security group.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
 */
export function revokeSecurityGroupIngress(records: RecordStore): OperationHandler<RulesInput, object> {
  return (input, call) => removeRules(records, input, 'IpPermissions', call);
}
