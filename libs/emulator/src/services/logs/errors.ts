import { AwsError } from '../../core/aws-error.ts';

/** The log group, log stream or policy does not exist. */
export function resourceNotFound(message: string): AwsError {
  return new AwsError({ code: 'ResourceNotFoundException', message });
}

/** The name is already in use. */
export function resourceAlreadyExists(message: string): AwsError {
  return new AwsError({ code: 'ResourceAlreadyExistsException', message });
}

/** A token that the list did not issue. */
export function invalidNextToken(): AwsError {
  return invalidParameter('The specified nextToken is invalid.');
}

/** A parameter that CloudWatch Logs does not take. */
export function invalidParameter(message: string): AwsError {
  return new AwsError({ code: 'InvalidParameterException', message });
}
