import type { Call, OperationHandler } from '../../../core/service.ts';
import { parseBlock } from '../cidr.ts';
import { dependencyViolation, type NetworkRecord, type RecordStore, type TagSpecifications } from '../record-store.ts';

interface VpcInput extends TagSpecifications {
  readonly VpcId?: string;
  readonly CidrBlock?: string;
  readonly InstanceTenancy?: string;
  readonly Attribute?: string;
  readonly EnableDnsSupport?: { readonly Value?: boolean };
  readonly EnableDnsHostnames?: { readonly Value?: boolean };
}

/** A network has a route table and a security group from the start. */
export function vpcOperations(records: RecordStore): Record<string, OperationHandler> {
  const belongsTo = (record: NetworkRecord, vpcId: string): boolean => record.value['VpcId'] === vpcId && record.kind !== 'vpc';
  const isOwn = ({ value }: NetworkRecord): boolean => value['isMain'] === true || value['GroupName'] === 'default';
  return {
    CreateVpc: (input: VpcInput, call) => {
      const { CidrBlock = '', InstanceTenancy = 'default' } = input;
      parseBlock(CidrBlock, 'vpc');
      const id = records.newId('vpc');
      const block = { AssociationId: records.newId('vpc-cidr-assoc'), CidrBlock, CidrBlockState: { State: 'associated' } };
      const vpc = records.add(
        'vpc',
        id,
        {
          VpcId: id,
          CidrBlock,
          InstanceTenancy,
          OwnerId: call.account,
          State: 'available',
          IsDefault: false,
          DhcpOptionsId: 'default',
          CidrBlockAssociationSet: [block],
          enableDnsSupport: true,
          enableDnsHostnames: false,
        },
        input,
        call,
      );
      addMainTable(records, id, CidrBlock, call);
      addDefaultGroup(records, id, call);
      return { Vpc: { ...vpc.value, State: 'pending', Tags: vpc.tags } };
    },
    DeleteVpc: ({ VpcId }: VpcInput, call) => {
      const vpc = records.get('vpc', VpcId, call);
      const others = records.all(call).filter((record) => belongsTo(record, vpc.id));
      if (others.some((record) => !isOwn(record))) throw dependencyViolation(`The vpc '${vpc.id}'`);
      for (const record of [...others, vpc]) records.delete(record, call);
    },
    ModifyVpcAttribute: ({ VpcId, EnableDnsSupport, EnableDnsHostnames }: VpcInput, call) => {
      const vpc = records.get('vpc', VpcId, call);
      const changes = {
        ...(EnableDnsSupport?.Value === undefined ? {} : { enableDnsSupport: EnableDnsSupport.Value }),
        ...(EnableDnsHostnames?.Value === undefined ? {} : { enableDnsHostnames: EnableDnsHostnames.Value }),
      };
      records.put({ ...vpc, value: { ...vpc.value, ...changes } }, call);
    },
    DescribeVpcAttribute: ({ VpcId, Attribute = '' }: VpcInput, call) => {
      const { id, value } = records.get('vpc', VpcId, call);
      const member = `${Attribute.charAt(0).toUpperCase()}${Attribute.slice(1)}`;
      return { VpcId: id, [member]: { Value: value[Attribute] ?? false } };
    },
  };
}

function addMainTable(records: RecordStore, VpcId: string, block: string, call: Call): void {
  const id = records.newId('route-table');
  const association = {
    Main: true,
    RouteTableAssociationId: records.newId('rtbassoc'),
    RouteTableId: id,
    AssociationState: { State: 'associated' },
  };
  records.add('route-table', id, { ...tableOf(id, VpcId, block, call), Associations: [association], isMain: true }, {}, call);
}

/** A route table with the one route that each has: within the network. */
export function tableOf(id: string, VpcId: string, block: string, { account }: Call): Record<string, unknown> {
  const local = { DestinationCidrBlock: block, GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' };
  return { RouteTableId: id, VpcId, OwnerId: account, Routes: [local], Associations: [], PropagatingVgws: [] };
}

function addDefaultGroup(records: RecordStore, VpcId: string, call: Call): void {
  const id = records.newId('security-group');
  records.add(
    'security-group',
    id,
    {
      GroupId: id,
      GroupName: 'default',
      Description: 'default VPC security group',
      VpcId,
      OwnerId: call.account,
      SecurityGroupArn: `arn:${call.partition}:ec2:${call.region}:${call.account}:security-group/${id}`,
      IpPermissions: [],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
    {},
    call,
  );
}
