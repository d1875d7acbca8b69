import type { CleanUpProperties } from './custom-resource.ts';
import { endPipeline } from './end-pipeline.ts';
import { networkInterfaces } from './network-interfaces.ts';
import { CLIENT_CONFIG, type LambdaContext, patienceOf } from './patience.ts';
import type { Progress } from './progress.ts';

/**
 * What Terraform's `aws_lambda_invocation` with `lifecycle_scope = "CRUD"` sends: its own input, and what it is about. The clean-up names the
 * pipeline. The invocation that Terraform destroys after it has the security groups only.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_invocation
 */
export type TerraformEvent = (CleanUpEvent | Pick<CleanUpProperties, 'SecurityGroupIds'>) & {
  readonly tf: { readonly action: 'create' | 'update' | 'delete' };
};

/** Input of the invocation that clears the pipeline away. */
interface CleanUpEvent extends CleanUpProperties {
  /** Creation time of the stack, in ISO 8601: nothing of the pipeline is older. */
  readonly Since: string;
}

/**
 * Clears away for Terraform what {@link CleanUpProperties} names, before the module's resources are destroyed. Terraform waits for the answer, so
 * an invocation cannot continue in another: what is still there when the time is up is the error, and destroying again continues from there.
 * Network interfaces are not an error: Terraform destroys a second invocation next, which waits for them.
 *
 * @returns how often what was done
 * @throws Error naming what is still there
 */
export async function handler(event: TerraformEvent, context: LambdaContext): Promise<Progress['Done']> {
  const progress: Progress = { Done: {}, EndpointNames: [] };
  if (event.tf.action !== 'delete') return progress.Done;
  const patience = patienceOf(context);
  if ('Bucket' in event) {
    const left = await endPipeline(CLIENT_CONFIG, event, new Date(event.Since), patience, progress);
    if (left.some((name) => !name.startsWith('eni-'))) {
      throw new Error(`run terraform destroy again to continue; still there: ${left.join(', ')}`);
    }
    return progress.Done;
  }
  while (!patience.isOver() && (await networkInterfaces(CLIENT_CONFIG, event.SecurityGroupIds, progress)).length > 0) {
    await patience.pause();
  }
  return progress.Done;
}
