import { AwsError } from '../../core/aws-error.ts';

/** The parameter does not exist. */
export function parameterNotFound(name: string): AwsError {
  return new AwsError({ code: 'ParameterNotFound', message: `Parameter ${name} not found.` });
}

/** The parameter has no such version. */
export function parameterVersionNotFound(name: string, version: string): AwsError {
  return new AwsError({
    code: 'ParameterVersionNotFound',
    message: `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  });
}

/** A token that the list did not issue. */
export function invalidNextToken(): AwsError {
  return new AwsError({ code: 'InvalidNextToken', message: "The specified token isn't valid." });
}

/** A request that Systems Manager refuses by its content. */
export function validation(message: string): AwsError {
  return new AwsError({ code: 'ValidationException', message });
}
