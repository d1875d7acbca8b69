import { ContainerError, isEcrImage } from '@stepmaker/sagemaker-jobs/container';
import { arn } from '../../core/arn.ts';
import type { AssumedRoleCaller } from '../../core/caller.ts';
import { partitionOf } from '../../core/partition.ts';
import type { Runtime } from '../../core/runtime.ts';

/** Actions of SageMaker on a repository when it pulls an image. */
const PULL_ACTIONS = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'] as const;

/**
 * Checks that a role may pull an image from Amazon ECR. The repositories of AWS's framework images let every account do so: it is the role's
 * own policy that counts.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms
 * @throws ContainerError in AWS's words
 */
export function requireImageAccess({ aws }: Runtime, caller: AssumedRoleCaller, image: string, region: string): void {
  if (!isEcrImage(image)) return;
  const [, account = '', repositoryRegion = '', repository = ''] =
    /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.[^/]+\/([^:@]+)/u.exec(image) ?? [];
  const scope = { partition: partitionOf(repositoryRegion), region: repositoryRegion, account };
  const repositoryArn = arn('ecr', scope, `repository/${repository}`);
  for (const action of ['ecr:GetAuthorizationToken', ...PULL_ACTIONS]) {
    const resource = action === 'ecr:GetAuthorizationToken' ? '*' : repositoryArn;
    if (aws.authorize({ caller, action, resource, region }).allowed) continue;
    const name = action.replace('ecr:', '');
    throw new ContainerError(`The role '${caller.roleArn}' does not have ${name} permission for the image: '${image}'.`);
  }
}
