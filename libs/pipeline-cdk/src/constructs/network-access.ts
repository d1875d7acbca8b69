import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { onlyWhen, type PipelineSettings } from '../settings.ts';
import { allow, ownArn, policyDocument, type ServiceRole } from './service-role.ts';

/** Who needs the network. */
export interface NetworkAccessProps {
  readonly settings: PipelineSettings;
  /** The role of the jobs and models. */
  readonly executionRole: ServiceRole;
}

/**
 * What SageMaker needs to put containers into a VPC; there only where one is given.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms
 */
export class NetworkAccess extends Construct {
  /** To be there before an execution starts, and until SageMaker has removed its network interfaces: its name. @default - no VPC */
  readonly policyName: string | undefined;
  /** The same as a resource, where it is known at synthesis that there is a VPC. */
  readonly policy: CfnPolicy | undefined;

  constructor(scope: Construct, id: string, { settings, executionRole }: NetworkAccessProps) {
    super(scope, id);
    const given = settings.given(settings.subnetIds);
    if (given === false) return;
    const policy = new CfnPolicy(this, 'Default', {
      policyName: 'network',
      roles: [executionRole.name],
      policyDocument: policyDocument([
        allow(
          [
            'ec2:CreateNetworkInterface',
            'ec2:CreateNetworkInterfacePermission',
            'ec2:DeleteNetworkInterface',
            'ec2:DeleteNetworkInterfacePermission',
          ],
          // Each of these actions is on resources of one kind: naming the kinds would narrow nothing.
          ownArn('ec2', '*'),
        ),
        // Describing takes no resource.
        allow(
          ['DhcpOptions', 'NetworkInterfaces', 'SecurityGroups', 'Subnets', 'Vpcs'].map((kind) => `ec2:Describe${kind}`),
          '*',
        ),
      ]),
    });
    onlyWhen(policy, given);
    this.policyName = policy.ref;
    this.policy = given === true ? policy : undefined;
  }
}
