import { ignoreNotFound } from '../failure-reason.ts';
import { tagSpecifications, updateEc2Tags } from './ec2-tags.ts';
import { TAGS } from './property-shape.ts';
import type { Properties, ResourceContext, ResourceType } from './resource-type.ts';

const ATTRIBUTES = ['AvailabilityZone', 'AvailabilityZoneId', 'CidrBlock', 'SubnetId', 'VpcId'] as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html */
export const ec2Subnet: ResourceType = {
  typeName: 'AWS::EC2::Subnet',
  properties: {
    AssignIpv6AddressOnCreation: 'notServed',
    AvailabilityZone: 'string',
    AvailabilityZoneId: 'notServed',
    CidrBlock: 'string',
    EnableDns64: 'notServed',
    EnableLniAtDeviceIndex: 'notServed',
    Ipv4IpamPoolId: 'notServed',
    Ipv4NetmaskLength: 'notServed',
    Ipv6CidrBlock: 'notServed',
    Ipv6IpamPoolId: 'notServed',
    Ipv6Native: 'notServed',
    Ipv6NetmaskLength: 'notServed',
    MapPublicIpOnLaunch: 'boolean',
    OutpostArn: 'notServed',
    PrivateDnsNameOptionsOnLaunch: 'notServed',
    Tags: TAGS,
    VpcId: 'string',
  },
  required: ['VpcId'],
  createOnly: ['AvailabilityZone', 'CidrBlock', 'VpcId'],
  attributes: ATTRIBUTES,
  create: async (properties, context) => {
    const { AvailabilityZone, CidrBlock, VpcId } = properties;
    const { Subnet } = await context.call<{ Subnet: Record<(typeof ATTRIBUTES)[number], string> }>('ec2', 'CreateSubnet', {
      VpcId,
      CidrBlock,
      ...(AvailabilityZone === undefined ? {} : { AvailabilityZone }),
      ...tagSpecifications('subnet', properties['Tags'], context),
    });
    const id = Subnet.SubnetId;
    context.claim(id);
    await setPublic(id, properties, context);
    return { physicalId: id, attributes: Object.fromEntries(ATTRIBUTES.map((name) => [name, Subnet[name]])) };
  },
  update: async (state, properties, _before, context) => {
    await setPublic(state.physicalId, properties, context);
    await updateEc2Tags(state.physicalId, properties['Tags'], context);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('ec2', 'DeleteSubnet', { SubnetId: physicalId }));
  },
};

async function setPublic(SubnetId: string, { MapPublicIpOnLaunch }: Properties, context: ResourceContext): Promise<void> {
  const Value = MapPublicIpOnLaunch ?? false;
  await context.call('ec2', 'ModifySubnetAttribute', { SubnetId, MapPublicIpOnLaunch: { Value } });
}
