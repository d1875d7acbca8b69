import { AwsError } from '../../../core/aws-error.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import type { NetworkRecord, RecordStore, TagSpecifications } from '../record-store.ts';

interface EndpointInput extends TagSpecifications {
  readonly VpcEndpointId?: string;
  readonly VpcEndpointIds?: readonly string[];
  readonly VpcEndpointType?: string;
  readonly VpcId?: string;
  readonly ServiceName?: string;
  readonly PolicyDocument?: string;
  readonly ResetPolicy?: boolean;
  readonly RouteTableIds?: readonly string[];
  readonly SubnetIds?: readonly string[];
  readonly SecurityGroupIds?: readonly string[];
  readonly PrivateDnsEnabled?: boolean;
  readonly AddRouteTableIds?: readonly string[];
  readonly RemoveRouteTableIds?: readonly string[];
  readonly AddSubnetIds?: readonly string[];
  readonly RemoveSubnetIds?: readonly string[];
  readonly AddSecurityGroupIds?: readonly string[];
  readonly RemoveSecurityGroupIds?: readonly string[];
}

interface FlowLogInput extends TagSpecifications {
  readonly FlowLogIds?: readonly string[];
  readonly ResourceIds?: readonly string[];
  readonly ResourceType?: string;
  readonly TrafficType?: string;
  readonly LogGroupName?: string;
  readonly LogDestination?: string;
  readonly LogDestinationType?: string;
  readonly DeliverLogsPermissionArn?: string;
  readonly LogFormat?: string;
  readonly MaxAggregationInterval?: number;
}

const FULL_ACCESS = JSON.stringify({ Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }] });
const LOG_FORMAT =
  '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}';

/** VPC endpoints and flow logs. No traffic goes through the one, and none is logged by the other. */
export function endpointOperations(records: RecordStore, { clock, aws }: Runtime): Record<string, OperationHandler> {
  const groupsOf = (ids: readonly string[], call: Call): object[] =>
    ids.map((id) => ({ GroupId: id, GroupName: records.get('security-group', id, call).value['GroupName'] }));
  const shape = ({ value, tags }: NetworkRecord): object => ({
    ...value,
    CreationTimestamp: new Date(Number(value['createdAt'])),
    Tags: tags,
  });
  return {
    CreateVpcEndpoint: (input: EndpointInput, call) => {
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
          Groups: groupsOf(SecurityGroupIds, call),
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
      return { VpcEndpoint: shape(endpoint) };
    },
    ModifyVpcEndpoint: (input: EndpointInput, call) => {
      const endpoint = records.get('vpc-endpoint', input.VpcEndpointId, call);
      const { value } = endpoint;
      const changed = (member: string, add: readonly string[] = [], remove: readonly string[] = []): string[] => [
        ...((value[member] ?? []) as string[]).filter((id) => !remove.includes(id) && !add.includes(id)),
        ...add,
      ];
      const groups = ((value['Groups'] ?? []) as { GroupId: string }[]).map(({ GroupId }) => GroupId);
      const nextGroups = [
        ...groups.filter((id) => !input.RemoveSecurityGroupIds?.includes(id)),
        ...(input.AddSecurityGroupIds ?? []),
      ];
      const next = {
        ...value,
        RouteTableIds: changed('RouteTableIds', input.AddRouteTableIds, input.RemoveRouteTableIds),
        SubnetIds: changed('SubnetIds', input.AddSubnetIds, input.RemoveSubnetIds),
        Groups: groupsOf(nextGroups, call),
        ...(input.PolicyDocument === undefined ? {} : { PolicyDocument: input.PolicyDocument }),
        ...(input.ResetPolicy === true ? { PolicyDocument: FULL_ACCESS } : {}),
        ...(input.PrivateDnsEnabled === undefined ? {} : { PrivateDnsEnabled: input.PrivateDnsEnabled }),
      };
      records.put({ ...endpoint, value: next }, call);
      return { Return: true };
    },
    DeleteVpcEndpoints: ({ VpcEndpointIds = [] }: EndpointInput, call) => {
      for (const id of VpcEndpointIds) {
        const endpoint = records.find(id, call);
        if (endpoint !== undefined) records.delete(endpoint, call);
      }
      return { Unsuccessful: [] };
    },
    CreateFlowLogs: async (input: FlowLogInput, call) => {
      const { ResourceIds = [], LogDestinationType = 'cloud-watch-logs', DeliverLogsPermissionArn } = input;
      const FlowLogIds: string[] = [];
      for (const ResourceId of ResourceIds) {
        if (records.find(ResourceId, call) === undefined)
          throw new AwsError({ code: 'InvalidVpcID.NotFound', message: `The vpc ID '${ResourceId}' does not exist` });
        if (LogDestinationType === 'cloud-watch-logs') {
          if (DeliverLogsPermissionArn === undefined)
            throw new AwsError({
              code: 'InvalidParameter',
              message: 'DeliverLogsPermissionArn is required for delivery to CloudWatch Logs',
            });
          aws.assumeRole(DeliverLogsPermissionArn, 'flow-logs', 'vpc-flow-logs.amazonaws.com');
        }
        const id = records.newId('flow-log');
        const { ResourceIds: _ids, TagSpecifications: _tags, ...settings } = input;
        const value = {
          LogFormat: LOG_FORMAT,
          MaxAggregationInterval: 600,
          ...settings,
          LogDestinationType,
          FlowLogId: id,
          FlowLogStatus: 'ACTIVE',
          DeliverLogsStatus: 'SUCCESS',
          ResourceId,
          createdAt: clock.now(),
        };
        records.add('flow-log', id, value, input, call);
        FlowLogIds.push(id);
      }
      return { FlowLogIds, Unsuccessful: [] };
    },
    DeleteFlowLogs: ({ FlowLogIds = [] }: FlowLogInput, call) => {
      for (const id of FlowLogIds) records.delete(records.get('flow-log', id, call), call);
      return { Unsuccessful: [] };
    },
  };
}
