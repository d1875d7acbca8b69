import { invalidName } from './refusals.ts';

// White space, brackets, wildcards, special and control characters are refused; the length is in the API model.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule is about
const REFUSED = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]/u;

/**
 * Checks the name of a state machine, execution or activity.
 *
 * @throws AwsError `InvalidName`
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function requireName(name: string): void {
  if (REFUSED.test(name)) throw invalidName(name);
}
