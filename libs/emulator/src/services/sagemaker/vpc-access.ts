import type { VpcConfig } from '@aws-sdk/client-sagemaker';
import { ContainerError } from '@stepmaker/sagemaker-jobs/container';
import { arn } from '../../core/arn.ts';
import type { AssumedRoleCaller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';

/** Actions of SageMaker in the account's EC2 that put a container into a VPC; describing takes no resource. */
const ACTIONS: readonly (readonly [action: string, kind: string])[] = [
  ...['DhcpOptions', 'NetworkInterfaces', 'SecurityGroups', 'Subnets', 'Vpcs'].map((what) => [`Describe${what}`, ''] as const),
  ...[
    'CreateNetworkInterface',
    'CreateNetworkInterfacePermission',
    'DeleteNetworkInterface',
    'DeleteNetworkInterfacePermission',
  ].map((action) => [action, 'network-interface/*'] as const),
];

/**
 * Checks that a role may have network interfaces made, where a job or a model is to run in a VPC. AWS's words differ from place to place,
 * and some name no permission: these do.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms
 * @throws ContainerError
 */
export function requireVpcAccess(
  { aws, partition, account }: Runtime,
  caller: AssumedRoleCaller,
  vpcConfig: VpcConfig | undefined,
  region: string,
): void {
  if (vpcConfig === undefined) return;
  const ec2 = (resource: string): string => arn('ec2', { partition, region, account }, resource);
  const interfaces = ACTIONS.map(([name, kind]) => [name, kind === '' ? '*' : ec2(kind)] as const);
  const places = [
    ...(vpcConfig.Subnets as string[]).map((id) => `subnet/${id}`),
    ...(vpcConfig.SecurityGroupIds as string[]).map((id) => `security-group/${id}`),
  ].map((kind) => ['CreateNetworkInterface', ec2(kind)] as const);
  for (const [name, resource] of [...interfaces, ...places]) {
    if (aws.authorize({ caller, action: `ec2:${name}`, resource, region }).allowed) continue;
    throw new ContainerError(
      `ClientError: The role '${caller.roleArn}' does not have ec2:${name} permission for the VPC: ${resource}`,
    );
  }
}
