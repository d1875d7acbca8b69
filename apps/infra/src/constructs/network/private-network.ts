import { allow, attribute, ServiceRole } from '@stepmaker/pipeline-cdk/constructs';
import { Aws, Fn } from 'aws-cdk-lib';
import { CfnFlowLog, CfnRouteTable, CfnSubnet, CfnSubnetRouteTableAssociation, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

const FLOW_LOG_DAYS = 30;
/** Subnets of 64 addresses: a job takes one for each instance. */
const SUBNET_HOST_BITS = '6';
const SUBNETS = 2;

/** A VPC with two private subnets: no way out, no way in. What enters and leaves it is logged. */
export class PrivateNetwork extends Construct {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly routeTableId: string;

  constructor(scope: Construct, id: string, { cidr }: { readonly cidr: string }) {
    super(scope, id);
    const vpc = new CfnVPC(this, 'Vpc', { cidrBlock: cidr, enableDnsSupport: true, enableDnsHostnames: true });
    const routes = new CfnRouteTable(this, 'RouteTable', { vpcId: vpc.ref });
    const blocks = Fn.cidr(cidr, SUBNETS, SUBNET_HOST_BITS);
    const subnets = Array.from({ length: SUBNETS }, (_, index) => {
      const subnet = new CfnSubnet(this, `Subnet${index + 1}`, {
        vpcId: vpc.ref,
        cidrBlock: Fn.select(index, blocks),
        availabilityZone: Fn.select(index, Fn.getAzs()),
        mapPublicIpOnLaunch: false,
      });
      new CfnSubnetRouteTableAssociation(this, `Subnet${index + 1}Routes`, {
        subnetId: subnet.ref,
        routeTableId: routes.ref,
      });
      return subnet;
    });
    const logs = new CfnLogGroup(this, 'FlowLogs', { retentionInDays: FLOW_LOG_DAYS });
    const role = new ServiceRole(this, 'FlowLogRole', {
      service: 'vpc-flow-logs',
      statements: [
        allow(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], attribute(logs, 'Arn')),
        // To find the group that it was given.
        allow('logs:DescribeLogGroups', '*'),
      ],
    });
    new CfnFlowLog(this, 'FlowLog', {
      resourceType: 'VPC',
      resourceId: vpc.ref,
      trafficType: 'ALL',
      logGroupName: logs.ref,
      deliverLogsPermissionArn: role.arn,
    });
    vpc.tags.setTag('Name', Aws.STACK_NAME);
    this.vpcId = vpc.ref;
    this.subnetIds = subnets.map(({ ref }) => ref);
    this.routeTableId = routes.ref;
  }
}
