import { AwsError } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { dependencyViolation, type RecordStore, type TagSpecifications } from '../record-store.ts';

interface Range {
  readonly CidrIp?: string;
  readonly CidrIpv6?: string;
  readonly Description?: string;
}

interface Permission {
  readonly IpProtocol?: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly IpRanges?: readonly Range[];
  readonly Ipv6Ranges?: readonly Range[];
  readonly UserIdGroupPairs?: readonly object[];
  readonly PrefixListIds?: readonly object[];
}

interface GroupInput extends TagSpecifications, Permission {
  readonly GroupId?: string;
  readonly GroupName?: string;
  readonly Description?: string;
  readonly VpcId?: string;
  readonly CidrIp?: string;
  readonly IpPermissions?: readonly Permission[];
}

/** Everything may go out until a rule says otherwise. */
const ALL_OUT: Permission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

/** Security groups. Rules are kept as they are given. */
export function securityGroupOperations(records: RecordStore): Record<string, OperationHandler> {
  const change =
    (member: 'IpPermissions' | 'IpPermissionsEgress', how: 'add' | 'remove'): OperationHandler =>
    (input: GroupInput, call: Call) => {
      const group = records.get('security-group', input.GroupId, call);
      const present = (group.value[member] ?? []) as readonly Permission[];
      const given = permissionsOf(input);
      const twice = given.find((each) => present.some((other) => isSame(each, other)));
      if (how === 'add' && twice !== undefined)
        throw new AwsError({
          code: 'InvalidPermission.Duplicate',
          message: `the specified rule "peer: ${twice.IpRanges?.[0]?.CidrIp ?? ''}, ${twice.IpProtocol}, from port: ${twice.FromPort}, to port: ${twice.ToPort}, ALLOW" already exists`,
        });
      const next = how === 'add' ? [...present, ...given] : present.filter((each) => !given.some((other) => isSame(each, other)));
      records.put({ ...group, value: { ...group.value, [member]: next } }, call);
      return { Return: true };
    };
  return {
    CreateSecurityGroup: (input: GroupInput, call) => {
      const { GroupName = '', Description = '' } = input;
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
      const id = records.newId('security-group');
      const SecurityGroupArn = `arn:${call.partition}:ec2:${call.region}:${call.account}:security-group/${id}`;
      const group = records.add(
        'security-group',
        id,
        {
          GroupId: id,
          GroupName,
          Description,
          VpcId: vpc.id,
          OwnerId: call.account,
          SecurityGroupArn,
          IpPermissions: [],
          IpPermissionsEgress: [ALL_OUT],
        },
        input,
        call,
      );
      return { GroupId: id, SecurityGroupArn, Tags: group.tags };
    },
    DeleteSecurityGroup: ({ GroupId }: GroupInput, call) => {
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
    },
    AuthorizeSecurityGroupIngress: change('IpPermissions', 'add'),
    AuthorizeSecurityGroupEgress: change('IpPermissionsEgress', 'add'),
    RevokeSecurityGroupIngress: change('IpPermissions', 'remove'),
    RevokeSecurityGroupEgress: change('IpPermissionsEgress', 'remove'),
  };
}

/** One rule for each range, group and prefix list. */
function permissionsOf({ IpPermissions, CidrIp, IpProtocol, FromPort, ToPort }: GroupInput): Permission[] {
  const all = IpPermissions ?? [
    {
      ...(IpProtocol === undefined ? {} : { IpProtocol }),
      ...(FromPort === undefined ? {} : { FromPort }),
      ...(ToPort === undefined ? {} : { ToPort }),
      ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp }] }),
    },
  ];
  return all.map((each) => ({ ...each }));
}

function isSame(left: Permission, right: Permission): boolean {
  const peers = ({ IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] }: Permission): string =>
    JSON.stringify([
      IpRanges.map(({ CidrIp }) => CidrIp),
      Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
      UserIdGroupPairs.map((pair) => (pair as { GroupId?: string }).GroupId),
      PrefixListIds.map((list) => (list as { PrefixListId?: string }).PrefixListId),
    ]);
  // Where all protocols are meant, so are all ports.
  const hasPorts = left.IpProtocol !== '-1';
  return (
    left.IpProtocol === right.IpProtocol &&
    (!hasPorts || (left.FromPort === right.FromPort && left.ToPort === right.ToPort)) &&
    peers(left) === peers(right)
  );
}
