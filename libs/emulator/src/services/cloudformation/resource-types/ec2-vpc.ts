import { ignoreNotFound } from '../failure-reason.ts';
import { tagSpecifications, updateEc2Tags } from './ec2-tags.ts';
import { TAGS } from './property-shape.ts';
import type { Properties, ResourceContext, ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html */
export const ec2Vpc: ResourceType = {
  typeName: 'AWS::EC2::VPC',
  properties: {
    CidrBlock: 'string',
    EnableDnsHostnames: 'boolean',
    EnableDnsSupport: 'boolean',
    InstanceTenancy: 'string',
    Ipv4IpamPoolId: 'notServed',
    Ipv4NetmaskLength: 'notServed',
    Tags: TAGS,
  },
  required: ['CidrBlock'],
  createOnly: ['CidrBlock'],
  attributes: ['CidrBlock', 'CidrBlockAssociations', 'DefaultNetworkAcl', 'DefaultSecurityGroup', 'Ipv6CidrBlocks', 'VpcId'],
  create: async (properties, context) => {
    const { CidrBlock, InstanceTenancy } = properties;
    const { Vpc } = await context.call<{ Vpc: { VpcId: string; CidrBlockAssociationSet: { AssociationId: string }[] } }>(
      'ec2',
      'CreateVpc',
      {
        CidrBlock,
        ...(InstanceTenancy === undefined ? {} : { InstanceTenancy }),
        ...tagSpecifications('vpc', properties['Tags'], context),
      },
    );
    context.claim(Vpc.VpcId);
    await setDns(Vpc.VpcId, properties, context);
    const {
      SecurityGroups: [group],
    } = await context.call<{ SecurityGroups: [{ GroupId: string }] }>('ec2', 'DescribeSecurityGroups', {
      Filters: [{ Name: 'vpc-id', Values: [Vpc.VpcId] }],
    });
    return {
      physicalId: Vpc.VpcId,
      attributes: {
        VpcId: Vpc.VpcId,
        CidrBlock: String(CidrBlock),
        CidrBlockAssociations: Vpc.CidrBlockAssociationSet.map(({ AssociationId }) => AssociationId),
        DefaultSecurityGroup: group.GroupId,
        DefaultNetworkAcl: '',
        Ipv6CidrBlocks: [],
      },
    };
  },
  update: async (state, properties, _before, context) => {
    await setDns(state.physicalId, properties, context);
    await updateEc2Tags(state.physicalId, properties['Tags'], context);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('ec2', 'DeleteVpc', { VpcId: physicalId }));
  },
};

async function setDns(VpcId: string, properties: Properties, context: ResourceContext): Promise<void> {
  const { EnableDnsSupport = true, EnableDnsHostnames = false } = properties;
  await context.call('ec2', 'ModifyVpcAttribute', { VpcId, EnableDnsSupport: { Value: EnableDnsSupport } });
  await context.call('ec2', 'ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: EnableDnsHostnames } });
}
