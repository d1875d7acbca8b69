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
