import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { contains, overlaps, parseBlock } from '../cidr.ts';
import { dependencyViolation, type NetworkRecord, type RecordStore, type TagSpecifications } from '../record-store.ts';
import { tableOf } from './vpcs.ts';

interface SubnetInput extends TagSpecifications {
  readonly SubnetId?: string;
  readonly VpcId?: string;
  readonly CidrBlock?: string;
  readonly AvailabilityZone?: string;
  readonly MapPublicIpOnLaunch?: { readonly Value?: boolean };
  readonly RouteTableId?: string;
  readonly AssociationId?: string;
}

interface Association {
  readonly RouteTableAssociationId: string;
  readonly RouteTableId: string;
  readonly SubnetId?: string;
  readonly Main: boolean;
}

/** Addresses that AWS keeps for itself in each subnet. */
const RESERVED_ADDRESSES = 5;

/** Subnets and route tables. */
export function subnetOperations(records: RecordStore): Record<string, OperationHandler> {
  const associationsOf = ({ value }: NetworkRecord): readonly Association[] =>
    (value['Associations'] ?? []) as readonly Association[];
  return {
    CreateSubnet: (input: SubnetInput, call) => {
      const { CidrBlock = '', AvailabilityZone = `${call.region}a` } = input;
      const vpc = records.get('vpc', input.VpcId, call);
      const block = parseBlock(CidrBlock, 'subnet');
      if (!contains(parseBlock(String(vpc.value['CidrBlock']), 'vpc'), block))
        throw new AwsError({ code: 'InvalidSubnet.Range', message: `The CIDR '${CidrBlock}' is invalid.` });
      const others = records.list('subnet', call).filter(({ value }) => value['VpcId'] === vpc.id);
      if (others.some(({ value }) => overlaps(parseBlock(String(value['CidrBlock']), 'subnet'), block)))
        throw new AwsError({ code: 'InvalidSubnet.Conflict', message: `The CIDR '${CidrBlock}' conflicts with another subnet` });
      if (!/^[a-z0-9-]+[a-f]$/u.test(AvailabilityZone) || !AvailabilityZone.startsWith(call.region))
        throw new AwsError({
          code: 'InvalidParameterValue',
          message: `Value (${AvailabilityZone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zonesOf(call.region).join(', ')}.`,
        });
      const id = records.newId('subnet');
      const subnet = records.add(
        'subnet',
        id,
        {
          SubnetId: id,
          SubnetArn: `arn:${call.partition}:ec2:${call.region}:${call.account}:subnet/${id}`,
          VpcId: vpc.id,
          OwnerId: call.account,
          State: 'available',
          CidrBlock,
          AvailabilityZone,
          AvailabilityZoneId: zoneId(AvailabilityZone),
          AvailableIpAddressCount: block.size - RESERVED_ADDRESSES,
          DefaultForAz: false,
          MapPublicIpOnLaunch: false,
          AssignIpv6AddressOnCreation: false,
          Ipv6CidrBlockAssociationSet: [],
        },
        input,
        call,
      );
      return { Subnet: { ...subnet.value, Tags: subnet.tags } };
    },
    DeleteSubnet: ({ SubnetId }: SubnetInput, call) => {
      const subnet = records.get('subnet', SubnetId, call);
      const endpoints = records.list('vpc-endpoint', call);
      if (endpoints.some(({ value }) => ((value['SubnetIds'] ?? []) as string[]).includes(subnet.id)))
        throw dependencyViolation(`The subnet '${subnet.id}'`);
      for (const table of records.list('route-table', call)) {
        const kept = associationsOf(table).filter((each) => each.SubnetId !== subnet.id);
        if (kept.length < associationsOf(table).length)
          records.put({ ...table, value: { ...table.value, Associations: kept } }, call);
      }
      records.delete(subnet, call);
    },
    ModifySubnetAttribute: ({ SubnetId, MapPublicIpOnLaunch }: SubnetInput, call) => {
      const subnet = records.get('subnet', SubnetId, call);
      if (MapPublicIpOnLaunch?.Value === undefined) return;
      records.put({ ...subnet, value: { ...subnet.value, MapPublicIpOnLaunch: MapPublicIpOnLaunch.Value } }, call);
    },
    CreateRouteTable: (input: SubnetInput, call) => {
      const vpc = records.get('vpc', input.VpcId, call);
      const id = records.newId('route-table');
      const table = records.add('route-table', id, tableOf(id, vpc.id, String(vpc.value['CidrBlock']), call), input, call);
      return { RouteTable: { ...table.value, Tags: table.tags } };
    },
    DeleteRouteTable: ({ RouteTableId }: SubnetInput, call) => {
      const table = records.get('route-table', RouteTableId, call);
      if (associationsOf(table).length > 0) throw dependencyViolation(`The routeTable '${table.id}'`);
      records.delete(table, call);
    },
    AssociateRouteTable: ({ RouteTableId, SubnetId }: SubnetInput, call) => {
      const table = records.get('route-table', RouteTableId, call);
      const subnet = records.get('subnet', SubnetId, call);
      const taken = records
        .list('route-table', call)
        .flatMap(associationsOf)
        .find((each) => each.SubnetId === subnet.id);
      if (taken !== undefined && taken.RouteTableId !== table.id)
        throw new AwsError({
          code: 'Resource.AlreadyAssociated',
          message: `the specified association for route table ${table.id} conflicts with an existing association`,
        });
      if (taken !== undefined) return { AssociationId: taken.RouteTableAssociationId, AssociationState: { State: 'associated' } };
      const association = {
        RouteTableAssociationId: records.newId('rtbassoc'),
        RouteTableId: table.id,
        SubnetId: subnet.id,
        Main: false,
        AssociationState: { State: 'associated' },
      };
      records.put({ ...table, value: { ...table.value, Associations: [...associationsOf(table), association] } }, call);
      return { AssociationId: association.RouteTableAssociationId, AssociationState: { State: 'associated' } };
    },
    DisassociateRouteTable: ({ AssociationId }: SubnetInput, call) => {
      const isMeant = (each: Association): boolean => each.RouteTableAssociationId === AssociationId;
      const table = records.list('route-table', call).find((each) => associationsOf(each).some(isMeant));
      if (table === undefined)
        throw new AwsError({
          code: 'InvalidAssociationID.NotFound',
          message: `The association ID '${AssociationId}' does not exist`,
        });
      const kept = associationsOf(table).filter((each) => !isMeant(each));
      records.put({ ...table, value: { ...table.value, Associations: kept } }, call);
    },
  };
}

/** The availability zones that a region has here. */
export function zonesOf(region: string): string[] {
  return ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
}

/** `use1-az1` for `us-east-1a`. */
export function zoneId(zone: string): string {
  const [area = '', direction = '', rest = ''] = zone.split('-');
  const short = direction.replaceAll(/north|south|east|west|central/gu, (word) => word.charAt(0));
  return `${area}${short}${rest.charAt(0)}-az${zone.charCodeAt(zone.length - 1) - 96}`;
}
