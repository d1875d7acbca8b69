import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { associateRouteTable } from './operations/associate-route-table.ts';
import { authorizeSecurityGroupEgress } from './operations/authorize-security-group-egress.ts';
import { authorizeSecurityGroupIngress } from './operations/authorize-security-group-ingress.ts';
import { createFlowLogs } from './operations/create-flow-logs.ts';
import { createRouteTable } from './operations/create-route-table.ts';
import { createSecurityGroup } from './operations/create-security-group.ts';
import { createSubnet } from './operations/create-subnet.ts';
import { createTags } from './operations/create-tags.ts';
import { createVpc } from './operations/create-vpc.ts';
import { createVpcEndpoint } from './operations/create-vpc-endpoint.ts';
import { deleteFlowLogs } from './operations/delete-flow-logs.ts';
import { deleteRouteTable } from './operations/delete-route-table.ts';
import { deleteSecurityGroup } from './operations/delete-security-group.ts';
import { deleteSubnet } from './operations/delete-subnet.ts';
import { deleteTags } from './operations/delete-tags.ts';
import { deleteVpc } from './operations/delete-vpc.ts';
import { deleteVpcEndpoints } from './operations/delete-vpc-endpoints.ts';
import { describeAccountAttributes } from './operations/describe-account-attributes.ts';
import { describeAvailabilityZones } from './operations/describe-availability-zones.ts';
import { describeFlowLogs } from './operations/describe-flow-logs.ts';
import { describeNetworkAcls } from './operations/describe-network-acls.ts';
import { describeNetworkInterfaces } from './operations/describe-network-interfaces.ts';
import { describePrefixLists } from './operations/describe-prefix-lists.ts';
import { describeRegions } from './operations/describe-regions.ts';
import { describeRouteTables } from './operations/describe-route-tables.ts';
import { describeSecurityGroups } from './operations/describe-security-groups.ts';
import { describeSubnets } from './operations/describe-subnets.ts';
import { describeTags } from './operations/describe-tags.ts';
import { describeVpcAttribute } from './operations/describe-vpc-attribute.ts';
import { describeVpcEndpoints } from './operations/describe-vpc-endpoints.ts';
import { describeVpcs } from './operations/describe-vpcs.ts';
import { disassociateRouteTable } from './operations/disassociate-route-table.ts';
import { modifySubnetAttribute } from './operations/modify-subnet-attribute.ts';
import { modifyVpcAttribute } from './operations/modify-vpc-attribute.ts';
import { modifyVpcEndpoint } from './operations/modify-vpc-endpoint.ts';
import { revokeSecurityGroupEgress } from './operations/revoke-security-group-egress.ts';
import { revokeSecurityGroupIngress } from './operations/revoke-security-group-ingress.ts';
import { RecordStore } from './record-store.ts';

/**
 * Amazon VPC, of EC2: networks, subnets, route tables, security groups, endpoints and flow logs as records, with AWS's rules for their
 * ranges and for what stands in the way of a deletion. Nothing is isolated by them: jobs and functions reach what this machine reaches.
 */
export function createEc2Service({ store, clock, aws }: Runtime): Service {
  const records = new RecordStore(store);
  return {
    id: 'ec2',
    operations: {
      AssociateRouteTable: associateRouteTable(records),
      AuthorizeSecurityGroupEgress: authorizeSecurityGroupEgress(records),
      AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress(records),
      CreateFlowLogs: createFlowLogs(records, clock, aws),
      CreateRouteTable: createRouteTable(records),
      CreateSecurityGroup: createSecurityGroup(records),
      CreateSubnet: createSubnet(records),
      CreateTags: createTags(records),
      CreateVpc: createVpc(records),
      CreateVpcEndpoint: createVpcEndpoint(records, clock),
      DeleteFlowLogs: deleteFlowLogs(records),
      DeleteRouteTable: deleteRouteTable(records),
      DeleteSecurityGroup: deleteSecurityGroup(records),
      DeleteSubnet: deleteSubnet(records),
      DeleteTags: deleteTags(records),
      DeleteVpc: deleteVpc(records),
      DeleteVpcEndpoints: deleteVpcEndpoints(records),
      DescribeAccountAttributes: describeAccountAttributes(),
      DescribeAvailabilityZones: describeAvailabilityZones(),
      DescribeFlowLogs: describeFlowLogs(records),
      DescribeNetworkAcls: describeNetworkAcls(),
      DescribeNetworkInterfaces: describeNetworkInterfaces(),
      DescribePrefixLists: describePrefixLists(),
      DescribeRegions: describeRegions(),
      DescribeRouteTables: describeRouteTables(records),
      DescribeSecurityGroups: describeSecurityGroups(records),
      DescribeSubnets: describeSubnets(records),
      DescribeTags: describeTags(records),
      DescribeVpcAttribute: describeVpcAttribute(records),
      DescribeVpcEndpoints: describeVpcEndpoints(records),
      DescribeVpcs: describeVpcs(records),
      DisassociateRouteTable: disassociateRouteTable(records),
      ModifySubnetAttribute: modifySubnetAttribute(records),
      ModifyVpcAttribute: modifyVpcAttribute(records),
      ModifyVpcEndpoint: modifyVpcEndpoint(records),
      RevokeSecurityGroupEgress: revokeSecurityGroupEgress(records),
      RevokeSecurityGroupIngress: revokeSecurityGroupIngress(records),
    },
  };
}
