import { arn } from '../../../core/arn.ts';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { zoneId, zonesOf } from '../availability-zones.ts';
import { contains, overlaps, parseBlock } from '../cidr.ts';
import { recordShape } from '../describe.ts';
import type { RecordStore, TagSpecifications } from '../record-store.ts';

/** Addresses that AWS keeps for itself in each subnet. */
const RESERVED_ADDRESSES = 5;

/**
 * Creates a subnet in a VPC's range of addresses.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html
 */
export function createSubnet(
  records: RecordStore,
): OperationHandler<
  TagSpecifications & { readonly VpcId: string; readonly CidrBlock?: string; readonly AvailabilityZone?: string },
  object
> {
  return (input, call) => {
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
        SubnetArn: arn('ec2', call, `subnet/${id}`),
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
    return { Subnet: recordShape(subnet) };
  };
}
