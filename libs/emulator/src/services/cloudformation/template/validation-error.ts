import { AwsError } from '../../../core/aws-error.ts';

/** CloudFormation's answer to what it does not accept. */
export function validationError(message: string): AwsError {
  return new AwsError({ code: 'ValidationError', message });
}
