import { ignoreNotFound } from '../failure-reason.ts';
import { isSame, type Json, type JsonObject } from '../template/json.ts';
import { tagSpecifications, updateEc2Tags } from './ec2-tags.ts';
import { PropertyError, TAGS } from './property-shape.ts';
import type { Properties, ResourceContext, ResourceType } from './resource-type.ts';

const PEER = { CidrIp: 'string', CidrIpv6: 'string', Description: 'string' } as const;
const PORTS = { FromPort: 'integer', IpProtocol: 'string', ToPort: 'integer' } as const;
const INGRESS = {
  ...PEER,
  ...PORTS,
  SourcePrefixListId: 'string',
  SourceSecurityGroupId: 'string',
  SourceSecurityGroupName: 'notServed',
  SourceSecurityGroupOwnerId: 'notServed',
} as const;
const EGRESS = { ...PEER, ...PORTS, DestinationPrefixListId: 'string', DestinationSecurityGroupId: 'string' } as const;
const ALL_OUT = [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
export const ec2SecurityGroup: ResourceType = {
  typeName: 'AWS::EC2::SecurityGroup',
  properties: {
    GroupDescription: 'string',
    GroupName: 'string',
    SecurityGroupEgress: [EGRESS],
    SecurityGroupIngress: [INGRESS],
    Tags: TAGS,
    VpcId: 'string',
  },
  required: ['GroupDescription'],
  createOnly: ['GroupDescription', 'GroupName', 'VpcId'],
  nameProperty: 'GroupName',
  generatedName: { maximumLength: 255 },
  attributes: ['GroupId', 'Id', 'VpcId'],
  create: async (properties, context) => {
    const { GroupDescription, VpcId } = properties;
    const { GroupId } = await context.call<{ GroupId: string }>('ec2', 'CreateSecurityGroup', {
      Description: GroupDescription,
      GroupName: properties['GroupName'] ?? context.generatedName,
      VpcId,
      ...tagSpecifications('security-group', properties['Tags'], context),
    });
    context.claim(GroupId);
    await rules(GroupId, properties, { SecurityGroupEgress: ALL_OUT }, context);
    return { physicalId: GroupId, attributes: { GroupId, Id: GroupId, VpcId: VpcId as Json } };
  },
  update: async (state, properties, before, context) => {
    await rules(state.physicalId, properties, before, context);
    await updateEc2Tags(state.physicalId, properties['Tags'], context);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('ec2', 'DeleteSecurityGroup', { GroupId: physicalId }));
  },
};

/** Without custom rules, all outbound traffic is allowed. */
async function rules(GroupId: string, properties: Properties, before: Properties, context: ResourceContext): Promise<void> {
  for (const [member, direction] of [
    ['SecurityGroupIngress', 'Ingress'],
    ['SecurityGroupEgress', 'Egress'],
  ] as const) {
    const fallback: Json = direction === 'Egress' ? ALL_OUT : [];
    const wanted = (properties[member] ?? fallback) as readonly JsonObject[];
    const present = (before[member] ?? fallback) as readonly JsonObject[];
    const gone = present.filter((rule) => !wanted.some((each) => isSame(each, rule)));
    const added = wanted.filter((rule) => !present.some((each) => isSame(each, rule)));
    const incomplete = wanted.findIndex(({ IpProtocol }) => IpProtocol === undefined);
    if (incomplete >= 0) throw new PropertyError(`#/${member}/${incomplete}: required key [IpProtocol] not found`);
    if (gone.length > 0)
      await context.call('ec2', `RevokeSecurityGroup${direction}`, { GroupId, IpPermissions: gone.map(permissionOf) });
    if (added.length > 0)
      await context.call('ec2', `AuthorizeSecurityGroup${direction}`, { GroupId, IpPermissions: added.map(permissionOf) });
  }
}

function permissionOf(rule: JsonObject): object {
  const { IpProtocol, FromPort, ToPort, CidrIp, CidrIpv6, Description } = rule;
  const group = rule['SourceSecurityGroupId'] ?? rule['DestinationSecurityGroupId'];
  const list = rule['SourcePrefixListId'] ?? rule['DestinationPrefixListId'];
  const words = Description === undefined ? {} : { Description };
  return {
    IpProtocol,
    ...(FromPort === undefined ? {} : { FromPort }),
    ...(ToPort === undefined ? {} : { ToPort }),
    ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp, ...words }] }),
    ...(CidrIpv6 === undefined ? {} : { Ipv6Ranges: [{ CidrIpv6, ...words }] }),
    ...(group === undefined ? {} : { UserIdGroupPairs: [{ GroupId: group, ...words }] }),
    ...(list === undefined ? {} : { PrefixListIds: [{ PrefixListId: list, ...words }] }),
  };
}
