import { AwsError } from '../core/aws-error.ts';
import type { Caller } from '../core/caller.ts';
import type { ServiceId } from '../core/service.ts';
import type { Decision } from '../iam-policy/evaluate.ts';

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

/** Code and status of a denied request, by service. @default - `AccessDeniedException`, HTTP 400, as the JSON services answer */
const FORMS: Readonly<Partial<Record<ServiceId, { readonly code: string; readonly httpStatus: number }>>> = {
  cloudformation: { code: 'AccessDenied', httpStatus: 403 },
  cloudwatch: { code: 'AccessDenied', httpStatus: 403 },
  iam: { code: 'AccessDenied', httpStatus: 403 },
  lambda: { code: 'AccessDeniedException', httpStatus: 403 },
  s3: { code: 'AccessDenied', httpStatus: 403 },
  'sagemaker-runtime': { code: 'AccessDeniedException', httpStatus: 403 },
  scheduler: { code: 'AccessDeniedException', httpStatus: 403 },
  sns: { code: 'AuthorizationError', httpStatus: 403 },
  sts: { code: 'AccessDenied', httpStatus: 403 },
  xray: { code: 'AccessDeniedException', httpStatus: 403 },
};

/** What a service answers to a denied call. */
export function accessDenied(service: ServiceId, caller: Caller, action: string, resource: string, denied: Denied): AwsError {
  const { code, httpStatus } = FORMS[service] ?? { code: 'AccessDeniedException', httpStatus: 400 };
  // S3 puts the resource in quotes, SNS writes its own name in capitals.
  const shownResource = service === 's3' ? `"${resource}"` : resource;
  const shownAction = service === 'sns' ? action.replace(/^sns:/u, 'SNS:') : action;
  return new AwsError({ code, httpStatus, message: deniedSentence(caller, shownAction, shownResource, denied) });
}
