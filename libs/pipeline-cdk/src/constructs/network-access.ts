import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { onlyWhen, type PipelineSettings } from '../settings.ts';
import { allow, ownArn, policyDocument, type ServiceRole } from './service-role.ts';

/** Roles that need the network. */
export interface NetworkAccessProps {
  readonly settings: PipelineSettings;
  /** The role of the jobs and models. */
  readonly executionRole: ServiceRole;
}

/**
 * Permissions of SageMaker that put containers into a VPC, where one is given.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms
 */
export class NetworkAccess extends Construct {
  /** Logical name of the policy that exists before an execution starts, and until SageMaker has removed its network interfaces. @default - no VPC */
  readonly policyName: string | undefined;
  /** The policy as a resource, where the VPC is known at synthesis. */
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
