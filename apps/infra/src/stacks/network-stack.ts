import { CfnOutput, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { JobSecurityGroup } from '../constructs/network/job-security-group.ts';
import { PrivateNetwork } from '../constructs/network/private-network.ts';
import { ServiceEndpoints } from '../constructs/network/service-endpoints.ts';
import { AddOnStack, type AddOnStackProps } from './add-on-stack.ts';

/**
 * A private network for jobs and endpoints. It comes before the core stack, whose parameters `SubnetIds` and `SecurityGroupIds` take its
 * outputs; they take those of a network that is there already just as well.
 */
export class NetworkStack extends AddOnStack {
  constructor(scope: Construct, id: string, props: AddOnStackProps) {
    super(scope, id, { description: 'Stepmaker: a private network for the jobs of an ML pipeline', ...props });
    const cidr = this.parameter('VpcCidr', {
      default: '10.42.0.0/24',
      allowedPattern: '(\\d{1,3}\\.){3}\\d{1,3}/(1[6-9]|2[0-4])',
      description: 'Addresses of the network',
    }).valueAsString;
    const interfaces = this.parameter('InterfaceEndpoints', {
      default: 'true',
      allowedValues: ['true', 'false'],
      description: 'Whether containers reach CloudWatch and the SageMaker runtime; these endpoints bill by the hour',
    });
    const { vpcId, subnetIds, routeTableId } = new PrivateNetwork(this, 'Network', { cidr });
    const { securityGroupId } = new JobSecurityGroup(this, 'SecurityGroup', { vpcId, cidr });
    new ServiceEndpoints(this, 'Endpoint', {
      vpcId,
      subnetIds,
      routeTableId,
      securityGroupId,
      hasInterfaces: this.whenGiven(interfaces, 'false'),
    });
    new CfnOutput(this, 'VpcId', { value: vpcId });
    new CfnOutput(this, 'SubnetIds', { value: Fn.join(',', [...subnetIds]) });
    new CfnOutput(this, 'SecurityGroupIds', { value: securityGroupId });
  }
}
