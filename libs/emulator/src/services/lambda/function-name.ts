import { type ArnScope, arn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';
import { resourceNotFound } from './errors.ts';

/** Resource that a `FunctionName` parameter names. */
export interface FunctionReference {
  readonly region: string;
  readonly name: string;
  /** `$LATEST`, a version number or an alias, where given. */
  readonly qualifier?: string;
}

const FUNCTION_NAME =
  /^(?:arn:aws[\w-]*:lambda:(?<region>[a-z0-9-]+):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[\w-]{1,140})(?::(?<qualifier>\$LATEST|[\w-]{1,128}))?$/;

/**
 * Reads a function's name, partial ARN or ARN, each with or without a qualifier.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
 * @throws AwsError `ValidationException` for another form, `InvalidParameterValueException` where two qualifiers differ
 */
export function parseFunctionName(functionName: string, qualifier: string | undefined, call: Call): FunctionReference {
  const groups = FUNCTION_NAME.exec(functionName)?.groups;
  if (!groups?.['name']) {
    throw new AwsError({
      code: 'ValidationException',
      message: `1 validation error detected: Value '${functionName}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
    });
  }
  const named = groups['qualifier'];
  if (named !== undefined && qualifier !== undefined && named !== qualifier) {
    throw new AwsError({
      code: 'InvalidParameterValueException',
      message: 'The derived qualifier from the function name does not match the specified qualifier.',
    });
  }
  const region = groups['region'] ?? call.region;
  const account = groups['account'] ?? call.account;
  if (account !== call.account || region !== call.region)
    throw functionNotFound(functionArn({ ...call, region, account }, groups['name']));
  const both = named ?? qualifier;
  return { region, name: groups['name'], ...(both === undefined ? {} : { qualifier: both }) };
}

/** The ARN of a function, with the qualifier where one is given. */
export function functionArn(scope: ArnScope, name: string, qualifier?: string): string {
  return arn('lambda', scope, `function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`);
}

/** AWS's answer for a function, version or alias that does not exist. */
export function functionNotFound(missing: string): AwsError {
  return resourceNotFound(`Function not found: ${missing}`);
}
