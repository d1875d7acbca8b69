import { AwsError } from '../../core/aws-error.ts';

/** A parameter that the scheduler does not take. */
export function validation(message: string): AwsError {
  return new AwsError({ code: 'ValidationException', message });
}

/** The schedule or group does not exist. */
export function notFound(message: string): AwsError {
  return new AwsError({ code: 'ResourceNotFoundException', message, httpStatus: 404 });
}

/** The resource exists already, or its state does not allow the operation. */
export function conflict(message: string): AwsError {
  return new AwsError({ code: 'ConflictException', message, httpStatus: 409 });
}
