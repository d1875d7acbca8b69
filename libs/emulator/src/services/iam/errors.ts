import { AwsError } from '../../core/aws-error.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export function noSuchEntity(message: string): AwsError {
  return new AwsError({ code: 'NoSuchEntity', message, httpStatus: 404 });
}

/** The name is already in use. */
export function entityAlreadyExists(message: string): AwsError {
  return new AwsError({ code: 'EntityAlreadyExists', message, httpStatus: 409 });
}

/** Something still hangs on it. */
export function deleteConflict(message: string): AwsError {
  return new AwsError({ code: 'DeleteConflict', message, httpStatus: 409 });
}

/** A quota of IAM. */
export function limitExceeded(message: string): AwsError {
  return new AwsError({ code: 'LimitExceeded', message, httpStatus: 409 });
}

/** A policy that IAM cannot read. */
export function malformedPolicyDocument(message: string): AwsError {
  return new AwsError({ code: 'MalformedPolicyDocument', message });
}
