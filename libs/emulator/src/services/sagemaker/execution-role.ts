import { AwsError } from '../../core/aws-error.ts';
import type { AssumedRoleCaller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import { roleNotAssumable } from './refusals.ts';

/** The session in which SageMaker acts as a role, on behalf of a job, model or endpoint. @throws AwsError in SageMaker's words where it may not */
export function assumeExecutionRole(runtime: Runtime, roleArn: string, resourceArn: string): AssumedRoleCaller {
  try {
    return runtime.aws.assumeRole(roleArn, 'SageMaker', 'sagemaker.amazonaws.com', resourceArn);
  } catch (error) {
    throw error instanceof AwsError ? roleNotAssumable(roleArn) : error;
  }
}
