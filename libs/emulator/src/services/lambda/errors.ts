import { AwsError } from '../../core/aws-error.ts';

/** The function, policy, statement or configuration does not exist. */
export function resourceNotFound(message: string): AwsError {
  return new AwsError({ code: 'ResourceNotFoundException', message, httpStatus: 404, members: { Type: 'User' } });
}

/** The name is already in use, or the resource is still used. */
export function resourceConflict(message: string): AwsError {
  return new AwsError({ code: 'ResourceConflictException', message, httpStatus: 409, members: { Type: 'User' } });
}

/** AWS's answer for a value that passes the API model but not the service. */
export function invalidParameter(message: string): AwsError {
  return new AwsError({ code: 'InvalidParameterValueException', message, members: { Type: 'User' } });
}
