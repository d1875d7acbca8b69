import type { Decision } from '@stepmaker/iam-policy';
import { AwsError } from '../core/aws-error.ts';
import type { Caller } from '../core/caller.ts';
import type { DenialForm } from '../core/service-manifest.ts';

/** A decision that is no. */
export type Denied = Extract<Decision, { allowed: false }>;

/**
 * AWS's sentence for a denied request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function deniedSentence(caller: Caller, action: string, resource: string, { explicit, by }: Denied): string {
  const who = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`;
  if (explicit) return `${who} with an explicit deny in ${by === 'identity-based policy' ? 'an' : 'a'} ${by}`;
  return `${who} because no ${by} allows the ${action} action`;
}

/**
 * Builds the error that a denied call gets.
 *
 * @param form how the service writes it. @default - `AccessDeniedException`, HTTP 400, as services that speak JSON return it
 */
export function accessDenied(
  caller: Caller,
  action: string,
  resource: string,
  denied: Denied,
  { code, httpStatus, showAction = asItIs, showResource = asItIs }: DenialForm = JSON_DENIAL,
): AwsError {
  return new AwsError({ code, httpStatus, message: deniedSentence(caller, showAction(action), showResource(resource), denied) });
}

const JSON_DENIAL: DenialForm = { code: 'AccessDeniedException', httpStatus: 400 };

function asItIs(text: string): string {
  return text;
}
