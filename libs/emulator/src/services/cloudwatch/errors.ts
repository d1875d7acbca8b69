import { AwsError } from '../../core/aws-error.ts';

/** A parameter whose value CloudWatch does not take. */
export function invalidParameterValue(message: string): AwsError {
  return new AwsError({ code: 'InvalidParameterValue', message });
}

/** Two parameters that do not go together, or one too few. */
export function invalidParameterCombination(message: string): AwsError {
  return new AwsError({ code: 'InvalidParameterCombination', message });
}

/** A parameter that must be there. */
export function missingParameter(name: string): AwsError {
  return new AwsError({ code: 'MissingParameter', message: `The parameter ${name} is required.` });
}

/** An alarm that CloudWatch rejects. */
export function validation(message: string): AwsError {
  return new AwsError({ code: 'ValidationError', message });
}

/** A token that the list operation did not return. */
export function invalidNextToken(): AwsError {
  return new AwsError({ code: 'InvalidNextToken', message: 'The next token specified is invalid.' });
}
