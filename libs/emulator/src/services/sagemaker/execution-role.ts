import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import { roleNotAssumable } from './refusals.ts';

/** The session in which SageMaker acts for a role. @throws AwsError in SageMaker's words where it may not */
export function assumeExecutionRole(runtime: Runtime, roleArn: string): Caller {
  try {
    return runtime.aws.assumeRole(roleArn, 'SageMaker', 'sagemaker.amazonaws.com');
  } catch (error) {
    throw error instanceof AwsError ? roleNotAssumable(roleArn) : error;
  }
}
