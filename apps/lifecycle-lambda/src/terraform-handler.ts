import { S3Client } from '@aws-sdk/client-s3';
import type { CleanUpProperties } from './custom-resource.ts';
import { emptyBucket } from './empty-bucket.ts';
import { endPipeline } from './end-pipeline.ts';
import { CLIENT_CONFIG, type LambdaContext, patienceOf } from './patience.ts';
import type { Progress } from './progress.ts';

/**
 * What Terraform's `aws_lambda_invocation` with `lifecycle_scope = "CRUD"` sends: its own input, and what it is about.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_invocation
 */
export interface TerraformEvent extends CleanUpProperties {
  /** Nothing of the pipeline is older: a date and time of ISO 8601. */
  readonly Since: string;
  readonly tf: { readonly action: 'create' | 'update' | 'delete' };
}

/**
 * Clears away for Terraform what {@link CleanUpProperties} names, before the module's resources are destroyed. Terraform waits for the answer, so
 * there is no second invocation: what is still there when the time is up is the error, and destroying again goes on from there.
 *
 * @returns how often what was done
 * @throws Error naming what is still there
 */
export async function handler(event: TerraformEvent, context: LambdaContext): Promise<Progress['Done']> {
  const progress: Progress = { Done: {}, EndpointNames: [] };
  if (event.tf.action !== 'delete') return progress.Done;
  const patience = patienceOf(context);
  const left = await endPipeline(CLIENT_CONFIG, event, new Date(event.Since), patience, progress);
  if (left.length === 0 && !(await emptyBucket(new S3Client(CLIENT_CONFIG), event.Bucket, patience, progress)))
    throw new Error(`still there: objects in ${event.Bucket}; terraform destroy again goes on`);
  if (left.length > 0) throw new Error(`still there: ${left.join(', ')}; terraform destroy again goes on`);
  return progress.Done;
}
