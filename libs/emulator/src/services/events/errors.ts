import { AwsError } from '../../core/aws-error.ts';

/** A parameter that EventBridge rejects. */
export function validation(message: string): AwsError {
  return new AwsError({ code: 'ValidationException', message });
}
