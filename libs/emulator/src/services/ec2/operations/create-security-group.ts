import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore, TagSpecifications } from '../record-store.ts';
import { addSecurityGroup } from '../security-group.ts';

/**
 * Creates a security group that lets all traffic out.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
 */
export function createSecurityGroup(
  records: RecordStore,
): OperationHandler<
  TagSpecifications & { readonly GroupName: string; readonly Description: string; readonly VpcId?: string },
  object
> {
  return (input, call) => {
    const { GroupName, Description } = input;
    const vpc = records.get('vpc', input.VpcId, call);
    if (GroupName.startsWith('sg-'))
      throw new AwsError({ code: 'InvalidParameterValue', message: `Invalid security group name: ${GroupName}` });
    const isTaken = records
      .list('security-group', call)
      .some(({ value }) => value['VpcId'] === vpc.id && value['GroupName'] === GroupName);
    if (isTaken)
      throw new AwsError({
        code: 'InvalidGroup.Duplicate',
        message: `The security group '${GroupName}' already exists for VPC '${vpc.id}'`,
      });
    const { id, value, tags } = addSecurityGroup(records, { GroupName, Description, VpcId: vpc.id }, input, call);
    return { GroupId: id, SecurityGroupArn: value['SecurityGroupArn'], Tags: tags };
  };
}
