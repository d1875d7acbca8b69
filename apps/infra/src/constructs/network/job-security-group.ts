import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** The security group of jobs, endpoints and VPC endpoints: HTTPS out, and in from the network's own addresses. */
export class JobSecurityGroup extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { vpcId, cidr }: { readonly vpcId: string; readonly cidr: string }) {
    super(scope, id);
    const group = new CfnSecurityGroup(this, 'Default', {
      groupDescription: 'SageMaker jobs and VPC endpoints of the pipeline',
      vpcId,
      securityGroupIngress: [
        {
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
          cidrIp: cidr,
          description: 'To the VPC endpoints, from the network itself',
        },
      ],
      securityGroupEgress: [
        {
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
          // S3 has public addresses also behind its gateway endpoint. The subnets have no other way out.
          cidrIp: '0.0.0.0/0',
          description: 'To AWS, by the VPC endpoints',
        },
      ],
    });
    this.securityGroupId = group.attrGroupId;
  }
}
