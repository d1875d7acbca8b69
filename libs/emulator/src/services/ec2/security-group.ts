import { arn } from '../../core/arn.ts';
import type { Call } from '../../core/service.ts';
import type { NetworkRecord, RecordStore, TagSpecifications } from './record-store.ts';
import { ALL_OUT } from './security-group-rules.ts';

/** The members that describe a new security group. */
export interface SecurityGroupFacts {
  readonly GroupName: string;
  readonly Description: string;
  readonly VpcId: string;
}

/** Adds a security group that lets all traffic out and none in. */
export function addSecurityGroup(
  records: RecordStore,
  { GroupName, Description, VpcId }: SecurityGroupFacts,
  tags: TagSpecifications,
  call: Call,
): NetworkRecord {
  const GroupId = records.newId('security-group');
  const value = {
    GroupId,
    GroupName,
    Description,
    VpcId,
    OwnerId: call.account,
    SecurityGroupArn: arn('ec2', call, `security-group/${GroupId}`),
    IpPermissions: [],
    IpPermissionsEgress: [ALL_OUT],
  };
  return records.add('security-group', GroupId, value, tags, call);
}
