import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { dependencyViolation, type RecordStore } from '../record-store.ts';

/**
 * Deletes a security group that no endpoint uses.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html
 */
export function deleteSecurityGroup(records: RecordStore): OperationHandler<{ readonly GroupId?: string }, object> {
  return ({ GroupId }, call) => {
    const group = records.get('security-group', GroupId, call);
    if (group.value['GroupName'] === 'default')
      throw new AwsError({
        code: 'CannotDelete',
        message: `the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
      });
    const isUsed = records
      .list('vpc-endpoint', call)
      .some(({ value }) => ((value['Groups'] ?? []) as { GroupId?: string }[]).some((each) => each.GroupId === group.id));
    if (isUsed) throw dependencyViolation(`resource ${group.id}`);
    records.delete(group, call);
    return { Return: true, GroupId: group.id };
  };
}
