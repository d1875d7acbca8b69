import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore } from '../record-store.ts';
import { FULL_ACCESS, groupsOf } from '../vpc-endpoint.ts';

type Ids = readonly string[] | undefined;

interface EndpointChange {
  readonly VpcEndpointId: string;
  readonly PolicyDocument?: string;
  readonly ResetPolicy?: boolean;
  readonly PrivateDnsEnabled?: boolean;
  readonly AddRouteTableIds?: readonly string[];
  readonly RemoveRouteTableIds?: readonly string[];
  readonly AddSubnetIds?: readonly string[];
  readonly RemoveSubnetIds?: readonly string[];
  readonly AddSecurityGroupIds?: readonly string[];
  readonly RemoveSecurityGroupIds?: readonly string[];
}

/**
 * Changes the route tables, subnets, security groups and policy of a VPC endpoint.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html
 */
export function modifyVpcEndpoint(records: RecordStore): OperationHandler<EndpointChange, object> {
  return (input, call) => {
    const endpoint = records.get('vpc-endpoint', input.VpcEndpointId, call);
    const { value } = endpoint;
    for (const id of input.AddRouteTableIds ?? []) records.get('route-table', id, call);
    for (const id of input.AddSubnetIds ?? []) records.get('subnet', id, call);
    const groups = ((value['Groups'] ?? []) as { GroupId: string }[]).map(({ GroupId }) => GroupId);
    const next = {
      ...value,
      RouteTableIds: changed(value['RouteTableIds'] as Ids, input.AddRouteTableIds, input.RemoveRouteTableIds),
      SubnetIds: changed(value['SubnetIds'] as Ids, input.AddSubnetIds, input.RemoveSubnetIds),
      Groups: groupsOf(records, changed(groups, input.AddSecurityGroupIds, input.RemoveSecurityGroupIds), call),
      ...(input.PolicyDocument === undefined ? {} : { PolicyDocument: input.PolicyDocument }),
      ...(input.ResetPolicy === true ? { PolicyDocument: FULL_ACCESS } : {}),
      ...(input.PrivateDnsEnabled === undefined ? {} : { PrivateDnsEnabled: input.PrivateDnsEnabled }),
    };
    records.put({ ...endpoint, value: next }, call);
    return { Return: true };
  };
}

/** Ids with some removed and others added at the end. */
function changed(present: Ids = [], add: Ids = [], remove: Ids = []): string[] {
  return [...present.filter((id) => !remove.includes(id) && !add.includes(id)), ...add];
}
