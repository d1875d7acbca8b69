import { beforeAll, describe, expect, it } from 'vitest';
import { serviceCall } from '../service-call.ts';

const call = serviceCall('ec2');

interface Vpc {
  readonly VpcId: string;
}
interface Subnet {
  readonly SubnetId: string;
}

const createVpc = async (more: object = {}): Promise<string> =>
  (await call<{ Vpc: Vpc }>('CreateVpc', { CidrBlock: '10.0.0.0/16', ...more })).Vpc.VpcId;
const createSubnet = async (VpcId: string, CidrBlock: string, more: object = {}): Promise<string> =>
  (await call<{ Subnet: Subnet }>('CreateSubnet', { VpcId, CidrBlock, ...more })).Subnet.SubnetId;
const createTable = async (VpcId: string): Promise<string> =>
  (await call<{ RouteTable: { RouteTableId: string } }>('CreateRouteTable', { VpcId })).RouteTable.RouteTableId;

let VpcId: string;
beforeAll(async () => {
  VpcId = await createVpc();
});

describe('a VPC', () => {
  it.each([
    ['10.0.0.0', 'InvalidParameterValue'],
    ['10.0.0.256/16', 'InvalidParameterValue'],
    ['10.0.0.1/16', 'InvalidParameterValue'],
    ['10.0.0.0/8', 'InvalidVpc.Range'],
    ['10.0.0.0/29', 'InvalidVpc.Range'],
  ])('is not created with the block %s', async (CidrBlock, code) => {
    await expect(call('CreateVpc', { CidrBlock })).rejects.toMatchObject({ code });
  });

  it('is not created without a block', async () => {
    await expect(call('CreateVpc')).rejects.toMatchObject({ code: 'InvalidParameterValue' });
  });

  it('has DNS attributes that can be set', async () => {
    const attribute = async (Attribute: string): Promise<unknown> => call('DescribeVpcAttribute', { VpcId, Attribute });

    await call('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } });
    expect(await attribute('enableDnsHostnames')).toEqual({ VpcId, EnableDnsHostnames: { Value: true } });
    expect(await attribute('enableDnsSupport')).toEqual({ VpcId, EnableDnsSupport: { Value: true } });
    await call('ModifyVpcAttribute', { VpcId, EnableDnsSupport: { Value: false } });
    expect(await attribute('enableDnsSupport')).toEqual({ VpcId, EnableDnsSupport: { Value: false } });
    expect(await attribute('enableNetworkAddressUsageMetrics')).toEqual({
      VpcId,
      EnableNetworkAddressUsageMetrics: { Value: false },
    });
  });

  it('is deleted with its main table and default group once nothing else is in it', async () => {
    const id = await createVpc({ InstanceTenancy: 'dedicated' });
    const SubnetId = await createSubnet(id, '10.0.1.0/24');

    await expect(call('DeleteVpc', { VpcId: id })).rejects.toMatchObject({
      code: 'DependencyViolation',
      message: `The vpc '${id}' has dependencies and cannot be deleted.`,
    });
    await call('DeleteSubnet', { SubnetId });
    await call('DeleteVpc', { VpcId: id });

    await expect(call('DescribeVpcs', { VpcIds: [id] })).rejects.toMatchObject({ code: 'InvalidVpcID.NotFound' });
    const Filters = [{ Name: 'vpc-id', Values: [id] }];
    expect(await call('DescribeRouteTables', { Filters })).toEqual({ RouteTables: [] });
    expect(await call('DescribeSecurityGroups', { Filters })).toEqual({ SecurityGroups: [] });
  });
});

describe('a subnet', () => {
  it('lies within its VPC, shares no address with another one, and is in a zone of the region', async () => {
    await createSubnet(VpcId, '10.0.2.0/24', { AvailabilityZone: 'us-east-1b' });
    const create = (CidrBlock: string, more: object = {}): Promise<unknown> =>
      call('CreateSubnet', { VpcId, CidrBlock, ...more });

    await expect(create('10.1.0.0/24')).rejects.toMatchObject({ code: 'InvalidSubnet.Range' });
    await expect(create('10.0.2.128/25')).rejects.toMatchObject({
      code: 'InvalidSubnet.Conflict',
      message: "The CIDR '10.0.2.128/25' conflicts with another subnet",
    });
    await expect(create('10.0.3.0/29')).rejects.toMatchObject({ code: 'InvalidSubnet.Range' });
    for (const AvailabilityZone of ['eu-west-1a', 'us-east-1'])
      await expect(create('10.0.3.0/24', { AvailabilityZone })).rejects.toMatchObject({
        code: 'InvalidParameterValue',
        message: expect.stringContaining('us-east-1a, us-east-1b, us-east-1c.'),
      });
    await expect(call('CreateSubnet', { VpcId })).rejects.toMatchObject({ code: 'InvalidParameterValue' });
  });

  it('gives its instances public addresses only where that is asked for', async () => {
    const SubnetId = await createSubnet(VpcId, '10.0.4.0/24');
    const shown = async (): Promise<unknown> => call('DescribeSubnets', { SubnetIds: [SubnetId] });

    await call('ModifySubnetAttribute', { SubnetId });
    expect(await shown()).toMatchObject({ Subnets: [{ MapPublicIpOnLaunch: false, AvailableIpAddressCount: 251 }] });
    await call('ModifySubnetAttribute', { SubnetId, MapPublicIpOnLaunch: { Value: true } });
    expect(await shown()).toMatchObject({ Subnets: [{ MapPublicIpOnLaunch: true }] });
  });
});

describe('a route table', () => {
  it('is associated with a subnet until the association or the subnet is deleted', async () => {
    const SubnetId = await createSubnet(VpcId, '10.0.5.0/24');
    const RouteTableId = await createTable(VpcId);
    const other = await createTable(VpcId);
    const Filters = [{ Name: 'association.subnet-id', Values: [SubnetId] }];
    const tables = async (): Promise<string[]> =>
      (await call<{ RouteTables: { RouteTableId: string }[] }>('DescribeRouteTables', { Filters })).RouteTables.map(
        (each) => each.RouteTableId,
      );

    const { AssociationId } = await call('AssociateRouteTable', { RouteTableId, SubnetId });
    expect(await call('AssociateRouteTable', { RouteTableId, SubnetId })).toMatchObject({ AssociationId });
    await expect(call('AssociateRouteTable', { RouteTableId: other, SubnetId })).rejects.toMatchObject({
      code: 'Resource.AlreadyAssociated',
    });
    await expect(call('AssociateRouteTable', { RouteTableId })).rejects.toMatchObject({ code: 'InvalidSubnetID.NotFound' });
    expect(await tables()).toEqual([RouteTableId]);

    await call('DisassociateRouteTable', { AssociationId });
    expect(await tables()).toEqual([]);
    await expect(call('DisassociateRouteTable', { AssociationId })).rejects.toMatchObject({
      code: 'InvalidAssociationID.NotFound',
      message: `The association ID '${AssociationId}' does not exist`,
    });

    await call('AssociateRouteTable', { RouteTableId: other, SubnetId });
    await call('DeleteSubnet', { SubnetId });
    expect(await tables()).toEqual([]);
  });

  it('lists the main association of a VPC by the filter of that name', async () => {
    const id = await createVpc();
    await createTable(id);
    const Filters = [
      { Name: 'vpc-id', Values: [id] },
      { Name: 'association.main', Values: ['true'] },
    ];

    const { RouteTables } = await call<{ RouteTables: object[] }>('DescribeRouteTables', { Filters });

    expect(RouteTables).toMatchObject([{ VpcId: id, Associations: [{ Main: true }] }]);
    expect(RouteTables).toHaveLength(1);
  });
});

describe('flow logs', () => {
  it('need a role for CloudWatch Logs, none for a bucket, and a resource that exists', async () => {
    const create = (more: object): Promise<{ FlowLogIds: string[] }> =>
      call('CreateFlowLogs', { ResourceIds: [VpcId], ResourceType: 'VPC', TrafficType: 'ALL', ...more });

    await expect(create({ LogGroupName: 'flow' })).rejects.toMatchObject({
      code: 'InvalidParameter',
      message: 'DeliverLogsPermissionArn is required for delivery to CloudWatch Logs',
    });
    await expect(create({ ResourceIds: ['vpc-0'] })).rejects.toMatchObject({ code: 'InvalidVpcID.NotFound' });
    const { FlowLogIds } = await create({ LogDestinationType: 's3', LogDestination: 'arn:aws:s3:::logs' });
    const Filter = [{ Name: 'resource-id', Values: [VpcId] }];
    expect(await call('DescribeFlowLogs', { Filter })).toMatchObject({
      FlowLogs: [{ FlowLogId: FlowLogIds[0], LogDestinationType: 's3', CreationTime: expect.any(Date) }],
    });
    await call('DeleteFlowLogs', { FlowLogIds });
    await expect(call('DeleteFlowLogs', { FlowLogIds })).rejects.toMatchObject({ code: 'InvalidFlowLogId.NotFound' });
  });

  it('are created for all resources of a request or for none', async () => {
    const id = await createVpc();
    const settings = { ResourceType: 'VPC', TrafficType: 'ALL', LogDestinationType: 's3', LogDestination: 'arn:aws:s3:::logs' };
    const Filter = [{ Name: 'resource-id', Values: [id] }];

    await expect(call('CreateFlowLogs', { ...settings, ResourceIds: [id, 'vpc-0'] })).rejects.toMatchObject({
      code: 'InvalidVpcID.NotFound',
      message: "The vpc ID 'vpc-0' does not exist",
    });
    expect(await call('DescribeFlowLogs', { Filter })).toEqual({ FlowLogs: [] });
    expect(await call('CreateFlowLogs', { ...settings, ResourceIds: [id, VpcId] })).toMatchObject({
      FlowLogIds: [expect.stringMatching(/^fl-/), expect.stringMatching(/^fl-/)],
    });
  });
});

describe('the region', () => {
  it('is listed with others, or by its name', async () => {
    const { Regions } = await call<{ Regions: { RegionName: string }[] }>('DescribeRegions');

    expect(Regions.map(({ RegionName }) => RegionName)).toContain('eu-west-1');
    expect(await call('DescribeRegions', { RegionNames: ['us-east-2'] })).toMatchObject({
      Regions: [{ RegionName: 'us-east-2', Endpoint: 'ec2.us-east-2.amazonaws.com' }],
    });
  });
});
