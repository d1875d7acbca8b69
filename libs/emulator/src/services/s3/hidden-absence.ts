import { deniedSentence } from '../../authorization/refusal.ts';
import { s3Arn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { OperationHandler } from '../../core/service.ts';
import { refusal } from './errors.ts';

/**
 * Answers `AccessDenied` in the place of `NoSuchKey` to a caller who may not list the bucket: the answer does not show
 * which objects are missing.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export function hideAbsence<Input extends { readonly Bucket: string }, Output>(
  { aws, partition }: Runtime,
  handler: OperationHandler<Input, Output>,
): OperationHandler<Input, Output> {
  return async (input, call) => {
    try {
      return await handler(input, call);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'NoSuchKey' || call.caller.type === 'root') throw error;
      const resource = s3Arn(partition, input.Bucket);
      const decision = aws.authorize({
        caller: call.caller,
        action: 's3:ListBucket',
        resource,
        region: call.region,
        service: 's3',
      });
      if (decision.allowed) throw error;
      throw refusal('AccessDenied', deniedSentence(call.caller, 's3:ListBucket', `"${resource}"`, decision), 403);
    }
  };
}
