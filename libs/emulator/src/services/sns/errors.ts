import { AwsError } from '../../core/aws-error.ts';

/** The topic or subscription does not exist. */
export function notFound(what: string): AwsError {
  return new AwsError({ code: 'NotFound', message: `${what} does not exist`, httpStatus: 404 });
}

/** A parameter that SNS does not take. */
export function invalidParameter(reason: string): AwsError {
  return new AwsError({ code: 'InvalidParameter', message: `Invalid parameter: ${reason}` });
}
