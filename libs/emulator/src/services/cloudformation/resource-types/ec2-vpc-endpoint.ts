import { ignoreNotFound } from '../failure-reason.ts';
import type { Json } from '../template/json.ts';
import { tagSpecifications, updateEc2Tags } from './ec2-tags.ts';
import { TAGS } from './property-shape.ts';
import type { Properties, ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html */
export const ec2VpcEndpoint: ResourceType = {
  typeName: 'AWS::EC2::VPCEndpoint',
  properties: {
    DnsOptions: 'notServed',
    IpAddressType: 'notServed',
    PolicyDocument: 'json',
    PrivateDnsEnabled: 'boolean',
    ResourceConfigurationArn: 'notServed',
    RouteTableIds: ['string'],
    SecurityGroupIds: ['string'],
    ServiceName: 'string',
    ServiceNetworkArn: 'notServed',
    ServiceRegion: 'notServed',
    SubnetIds: ['string'],
    Tags: TAGS,
    VpcEndpointType: 'string',
    VpcId: 'string',
  },
  required: ['VpcId'],
  createOnly: ['ServiceName', 'VpcEndpointType', 'VpcId'],
  attributes: ['CreationTimestamp', 'DnsEntries', 'Id', 'NetworkInterfaceIds'],
  create: async (properties, context) => {
    const { PolicyDocument, Tags, ...settings } = properties;
    const { VpcEndpoint } = await context.call<{
      VpcEndpoint: { VpcEndpointId: string; NetworkInterfaceIds?: string[]; DnsEntries?: { DnsName: string }[] };
    }>('ec2', 'CreateVpcEndpoint', {
      ...settings,
      ...(PolicyDocument === undefined ? {} : { PolicyDocument: textOf(PolicyDocument) }),
      ...tagSpecifications('vpc-endpoint', Tags, context),
    });
    const { VpcEndpointId, NetworkInterfaceIds = [], DnsEntries = [] } = VpcEndpoint;
    return {
      physicalId: VpcEndpointId,
      attributes: {
        Id: VpcEndpointId,
        CreationTimestamp: new Date(context.now()).toISOString(),
        NetworkInterfaceIds,
        DnsEntries: DnsEntries.map(({ DnsName }) => `Z7HUB22UULQXV:${DnsName}`),
      },
    };
  },
  update: async (state, properties, before, context) => {
    const { PolicyDocument, PrivateDnsEnabled } = properties;
    const changes = (['RouteTable', 'Subnet', 'SecurityGroup'] as const).flatMap((kind) => {
      const [wanted, present] = [idsOf(properties, `${kind}Ids`), idsOf(before, `${kind}Ids`)];
      return [
        [`Add${kind}Ids`, wanted.filter((id) => !present.includes(id))],
        [`Remove${kind}Ids`, present.filter((id) => !wanted.includes(id))],
      ] as const;
    });
    await context.call('ec2', 'ModifyVpcEndpoint', {
      VpcEndpointId: state.physicalId,
      ...Object.fromEntries(changes.filter(([, ids]) => ids.length > 0)),
      ...(PolicyDocument === undefined ? { ResetPolicy: true } : { PolicyDocument: textOf(PolicyDocument) }),
      ...(PrivateDnsEnabled === undefined ? {} : { PrivateDnsEnabled }),
    });
    await updateEc2Tags(state.physicalId, properties['Tags'], context);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('ec2', 'DeleteVpcEndpoints', { VpcEndpointIds: [physicalId] }));
  },
};

function textOf(policy: Json): string {
  return typeof policy === 'string' ? policy : JSON.stringify(policy);
}

function idsOf(properties: Properties, name: string): readonly string[] {
  return (properties[name] ?? []) as readonly string[];
}
