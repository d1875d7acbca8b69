import { beforeAll, describe, expect, it } from 'vitest';
import { serviceCall } from '../service-call.ts';

const call = serviceCall('ec2');
const VPC_SERVICE = 'com.amazonaws.us-east-1.s3';

let VpcId: string;
let SubnetId: string;
beforeAll(async () => {
  ({
    Vpc: { VpcId },
  } = await call<{ Vpc: { VpcId: string } }>('CreateVpc', { CidrBlock: '10.0.0.0/16' }));
  ({
    Subnet: { SubnetId },
  } = await call<{ Subnet: { SubnetId: string } }>('CreateSubnet', { VpcId, CidrBlock: '10.0.0.0/24' }));
});

const createGroup = async (GroupName: string): Promise<string> =>
  (await call<{ GroupId: string }>('CreateSecurityGroup', { VpcId, GroupName, Description: 'for a test' })).GroupId;

describe('a security group', () => {
  const rules = async (GroupId: string): Promise<{ IpPermissions: object[]; IpPermissionsEgress: object[] } | undefined> =>
    (
      await call<{ SecurityGroups: { IpPermissions: object[]; IpPermissionsEgress: object[] }[] }>('DescribeSecurityGroups', {
        GroupIds: [GroupId],
      })
    ).SecurityGroups[0];

  it('has a name that no other group of its VPC has', async () => {
    const create = (more: object): Promise<unknown> => call('CreateSecurityGroup', { VpcId, Description: 'd', ...more });
    await createGroup('taken');

    await expect(create({ GroupName: 'taken' })).rejects.toMatchObject({
      code: 'InvalidGroup.Duplicate',
      message: `The security group 'taken' already exists for VPC '${VpcId}'`,
    });
    await expect(create({ GroupName: 'sg-mine' })).rejects.toMatchObject({ code: 'InvalidParameterValue' });
    await expect(create({ GroupName: 'elsewhere', VpcId: undefined })).rejects.toMatchObject({ code: 'InvalidVpcID.NotFound' });
  });

  it('accepts a rule once, by itself or in a list, and loses it when it is revoked', async () => {
    const GroupId = await createGroup('web');
    const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    const listed = { ...rule, IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
    const fromGroup = { ...rule, UserIdGroupPairs: [{ GroupId }] };
    const fromIpv6 = { ...rule, Ipv6Ranges: [{ CidrIpv6: '::/0' }] };
    const fromList = { ...rule, PrefixListIds: [{ PrefixListId: 'pl-1' }] };

    await call('AuthorizeSecurityGroupIngress', { GroupId, ...rule, CidrIp: '10.0.0.0/8' });
    await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [fromGroup, fromIpv6, fromList] });
    await expect(call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [listed] })).rejects.toMatchObject({
      code: 'InvalidPermission.Duplicate',
      message: 'the specified rule "peer: 10.0.0.0/8, tcp, from port: 443, to port: 443, ALLOW" already exists',
    });
    await expect(call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [fromGroup] })).rejects.toMatchObject({
      code: 'InvalidPermission.Duplicate',
    });
    expect((await rules(GroupId))?.IpPermissions).toEqual([listed, fromGroup, fromIpv6, fromList]);

    await call('RevokeSecurityGroupIngress', { GroupId, IpPermissions: [listed, fromIpv6] });
    expect((await rules(GroupId))?.IpPermissions).toEqual([fromGroup, fromList]);
  });

  it('has a rule for each peer of a permission, to be added once and revoked one by one', async () => {
    const GroupId = await createGroup('peers');
    const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    const from = (...blocks: string[]): object => ({ ...https, IpRanges: blocks.map((CidrIp) => ({ CidrIp })) });
    const pair = { UserIdGroupPairs: [{ GroupId }] };

    await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [{ ...from('10.1.0.0/16', '10.2.0.0/16'), ...pair }] });
    await expect(
      call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [from('10.3.0.0/16', '10.2.0.0/16')] }),
    ).rejects.toMatchObject({
      code: 'InvalidPermission.Duplicate',
      message: 'the specified rule "peer: 10.2.0.0/16, tcp, from port: 443, to port: 443, ALLOW" already exists',
    });
    await call('RevokeSecurityGroupIngress', { GroupId, ...https, CidrIp: '10.1.0.0/16' });
    expect((await rules(GroupId))?.IpPermissions).toEqual([{ ...from('10.2.0.0/16'), ...pair }]);
    await call('RevokeSecurityGroupIngress', { GroupId, IpPermissions: [from('10.2.0.0/16', '10.3.0.0/16')] });
    expect((await rules(GroupId))?.IpPermissions).toEqual([{ ...https, ...pair }]);
    await call('RevokeSecurityGroupIngress', { GroupId, IpPermissions: [{ ...https, ...pair }] });
    expect((await rules(GroupId))?.IpPermissions).toEqual([]);
  });

  it('lets all traffic out until that rule is revoked, whatever ports the request names', async () => {
    const GroupId = await createGroup('closed');

    await call('RevokeSecurityGroupEgress', {
      GroupId,
      IpPermissions: [{ IpProtocol: '-1', FromPort: 0, ToPort: 0, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
    expect((await rules(GroupId))?.IpPermissionsEgress).toEqual([]);
    await call('AuthorizeSecurityGroupEgress', { GroupId, IpPermissions: [{ IpProtocol: 'udp', FromPort: 53, ToPort: 53 }] });
    expect((await rules(GroupId))?.IpPermissionsEgress).toEqual([{ IpProtocol: 'udp', FromPort: 53, ToPort: 53 }]);
  });

  it('is not deleted while it is the default one or an endpoint uses it', async () => {
    const Filters = [
      { Name: 'vpc-id', Values: [VpcId] },
      { Name: 'group-name', Values: ['def*'] },
    ];
    const { SecurityGroups } = await call<{ SecurityGroups: { GroupId: string }[] }>('DescribeSecurityGroups', { Filters });
    const GroupId = await createGroup('used');
    const { VpcEndpoint } = await call<{ VpcEndpoint: { VpcEndpointId: string } }>('CreateVpcEndpoint', {
      VpcId,
      ServiceName: VPC_SERVICE,
      VpcEndpointType: 'Interface',
      SecurityGroupIds: [GroupId],
    });

    expect(SecurityGroups).toHaveLength(1);
    await expect(call('DeleteSecurityGroup', { GroupId: SecurityGroups[0]?.GroupId })).rejects.toMatchObject({
      code: 'CannotDelete',
    });
    await expect(call('DeleteSecurityGroup', { GroupId })).rejects.toMatchObject({ code: 'DependencyViolation' });
    await call('DeleteVpcEndpoints', { VpcEndpointIds: [VpcEndpoint.VpcEndpointId, 'vpce-0'] });
    expect(await call('DeleteSecurityGroup', { GroupId })).toEqual({ Return: true, GroupId });
  });
});

describe('a VPC endpoint', () => {
  interface Endpoint {
    readonly VpcEndpointId: string;
    readonly RouteTableIds: string[];
    readonly SubnetIds: string[];
    readonly Groups: { GroupId: string; GroupName: string }[];
    readonly PolicyDocument: string;
    readonly PrivateDnsEnabled: boolean;
  }
  const create = async (more: object): Promise<Endpoint> =>
    (await call<{ VpcEndpoint: Endpoint }>('CreateVpcEndpoint', { VpcId, ServiceName: VPC_SERVICE, ...more })).VpcEndpoint;
  const shown = async ({ VpcEndpointId }: Endpoint): Promise<Endpoint | undefined> =>
    (await call<{ VpcEndpoints: Endpoint[] }>('DescribeVpcEndpoints', { VpcEndpointIds: [VpcEndpointId] })).VpcEndpoints[0];

  it('is not created for a service of another region', async () => {
    await expect(create({ ServiceName: 'com.amazonaws.eu-west-1.s3' })).rejects.toMatchObject({
      code: 'InvalidServiceName',
      message: "The Vpc Endpoint Service 'com.amazonaws.eu-west-1.s3' does not exist",
    });
    await expect(create({ ServiceName: undefined })).rejects.toMatchObject({ code: 'InvalidServiceName' });
    await expect(create({ RouteTableIds: ['rtb-0'] })).rejects.toMatchObject({ code: 'InvalidRouteTableID.NotFound' });
  });

  it('changes its subnets, groups, policy and private names, each by itself', async () => {
    const GroupId = await createGroup('endpoint');
    const endpoint = await create({ VpcEndpointType: 'Interface', SubnetIds: [SubnetId], PolicyDocument: '{"Statement":[]}' });
    const modify = (more: object): Promise<unknown> =>
      call('ModifyVpcEndpoint', { VpcEndpointId: endpoint.VpcEndpointId, ...more });

    expect(endpoint).toMatchObject({
      PrivateDnsEnabled: true,
      NetworkInterfaceIds: [`eni-${SubnetId.slice(7)}`],
      PolicyDocument: '{"Statement":[]}',
    });
    await modify({ AddSecurityGroupIds: [GroupId], RemoveSubnetIds: [SubnetId], PrivateDnsEnabled: false });
    expect(await shown(endpoint)).toMatchObject({
      SubnetIds: [],
      Groups: [{ GroupId, GroupName: 'endpoint' }],
      PrivateDnsEnabled: false,
      PolicyDocument: '{"Statement":[]}',
    });
    await modify({ RemoveSecurityGroupIds: [GroupId], AddSubnetIds: [SubnetId], ResetPolicy: true });
    const changed = await shown(endpoint);
    expect(changed).toMatchObject({ SubnetIds: [SubnetId], Groups: [] });
    expect(JSON.parse(changed?.PolicyDocument ?? '')).toMatchObject({ Statement: [{ Effect: 'Allow', Action: '*' }] });
    await modify({ PolicyDocument: '{"Statement":[{}]}' });
    expect(await shown(endpoint)).toMatchObject({ PolicyDocument: '{"Statement":[{}]}' });
  });

  it('is not changed by a request that adds something unknown', async () => {
    const endpoint = await create({ VpcEndpointType: 'Interface' });
    const modify = (more: object): Promise<unknown> =>
      call('ModifyVpcEndpoint', { VpcEndpointId: endpoint.VpcEndpointId, PrivateDnsEnabled: false, ...more });

    await expect(modify({ AddRouteTableIds: ['rtb-0'] })).rejects.toMatchObject({ code: 'InvalidRouteTableID.NotFound' });
    await expect(modify({ AddSubnetIds: [SubnetId, 'subnet-0'] })).rejects.toMatchObject({ code: 'InvalidSubnetID.NotFound' });
    await expect(modify({ AddSecurityGroupIds: ['sg-0'] })).rejects.toMatchObject({ code: 'InvalidGroup.NotFound' });
    expect(await shown(endpoint)).toMatchObject({ RouteTableIds: [], SubnetIds: [], Groups: [], PrivateDnsEnabled: true });
  });

  it('keeps its subnet from being deleted', async () => {
    await create({ VpcEndpointType: 'Interface', SubnetIds: [SubnetId], PrivateDnsEnabled: false });

    await expect(call('DeleteSubnet', { SubnetId })).rejects.toMatchObject({ code: 'DependencyViolation' });
  });
});

describe('tags of networks', () => {
  const tagsOf = async (id: string): Promise<unknown> =>
    (await call<{ Tags: object[] }>('DescribeTags', { Filters: [{ Name: 'resource-id', Values: [id] }] })).Tags;

  it('are removed by key, by key and value, or all at once; unknown resources are ignored', async () => {
    const GroupId = await createGroup('tagged');
    const Tags = ['a', 'b', 'c', 'd'].map((Key) => ({ Key, Value: '1' }));
    await call('CreateTags', { Resources: [GroupId, 'sg-0'], Tags });

    await call('DeleteTags', {
      Resources: [GroupId, 'sg-0'],
      Tags: [{ Key: 'a' }, { Key: 'b', Value: '2' }, { Key: 'c', Value: '1' }],
    });
    const resource = { ResourceId: GroupId, ResourceType: 'security-group', Value: '1' };
    expect(await tagsOf(GroupId)).toEqual([
      { Key: 'b', ...resource },
      { Key: 'd', ...resource },
    ]);
    await call('DeleteTags', { Resources: [GroupId] });
    expect(await tagsOf(GroupId)).toEqual([]);
  });

  it('select records by tag, by key, and by wildcards', async () => {
    const GroupId = await createGroup('selected');
    await call('CreateTags', { Resources: [GroupId], Tags: [{ Key: 'team', Value: 'data-1' }] });
    const found = async (Name: string, ...Values: string[]): Promise<string[]> =>
      (
        await call<{ SecurityGroups: { GroupId: string }[] }>('DescribeSecurityGroups', { Filters: [{ Name, Values }] })
      ).SecurityGroups.map((group) => group.GroupId);

    expect(await found('tag:team', 'data-?')).toEqual([GroupId]);
    expect(await found('tag:team', 'data')).toEqual([]);
    expect(await found('tag-key', 'other', 'te*')).toEqual([GroupId]);
    expect(await found('group-id', GroupId)).toEqual([GroupId]);
    expect(await found('no-such-member', '*')).toEqual([]);
    expect(await call('DescribeTags', { Filters: [{ Name: 'value', Values: ['data-1'] }] })).toMatchObject({
      Tags: [{ ResourceId: GroupId }],
    });
  });
});
