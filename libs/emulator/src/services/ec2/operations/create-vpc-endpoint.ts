import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { recordShape } from '../describe.ts';
import type { RecordStore, TagSpecifications } from '../record-store.ts';
import { FULL_ACCESS, groupsOf } from '../vpc-endpoint.ts';

interface NewEndpoint extends TagSpecifications {
  readonly VpcEndpointType?: string;
  readonly VpcId: string;
  readonly ServiceName?: string;
  readonly PolicyDocument?: string;
  readonly RouteTableIds?: readonly string[];
  readonly SubnetIds?: readonly string[];
  readonly SecurityGroupIds?: readonly string[];
  readonly PrivateDnsEnabled?: boolean;
}

/**
 * Creates a VPC endpoint. No traffic goes through it.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
 */
export function createVpcEndpoint(records: RecordStore, clock: Clock): OperationHandler<NewEndpoint, object> {
  return (input, call) => {
    const { VpcEndpointType = 'Gateway', ServiceName = '', RouteTableIds = [], SubnetIds = [], SecurityGroupIds = [] } = input;
    const vpc = records.get('vpc', input.VpcId, call);
    if (!ServiceName.startsWith(`com.amazonaws.${call.region}.`) && !ServiceName.startsWith(`aws.`))
      throw new AwsError({
        code: 'InvalidServiceName',
        message: `The Vpc Endpoint Service '${ServiceName}' does not exist`,
      });
    for (const id of RouteTableIds) records.get('route-table', id, call);
    for (const id of SubnetIds) records.get('subnet', id, call);
    const id = records.newId('vpc-endpoint');
    const isInterface = VpcEndpointType === 'Interface';
    const endpoint = records.add(
      'vpc-endpoint',
      id,
      {
        VpcEndpointId: id,
        VpcEndpointType,
        VpcId: vpc.id,
        ServiceName,
        State: 'available',
        PolicyDocument: input.PolicyDocument ?? FULL_ACCESS,
        RouteTableIds,
        SubnetIds,
        Groups: groupsOf(records, SecurityGroupIds, call),
        IpAddressType: 'ipv4',
        PrivateDnsEnabled: isInterface ? (input.PrivateDnsEnabled ?? true) : false,
        RequesterManaged: false,
        NetworkInterfaceIds: isInterface ? SubnetIds.map((subnet) => `eni-${subnet.slice(7)}`) : [],
        DnsEntries: isInterface
          ? [{ DnsName: `${id}.${ServiceName.split('.').slice(3).join('.')}.${call.region}.vpce.amazonaws.com` }]
          : [],
        OwnerId: call.account,
        createdAt: clock.now(),
      },
      input,
      call,
    );
    return { VpcEndpoint: recordShape(endpoint) };
  };
}
