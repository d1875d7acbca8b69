import { randomUUID } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import { PropertyError } from './resource-types/property-shape.ts';

/** The operation on a resource was given up because the stack's operation is over. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/** A resource's own account of why it failed: shown as it is. */
export class ResourceError extends Error {
  override readonly name = 'ResourceError';
}

/** The `ResourceStatusReason` of a failure, in CloudFormation's words. */
export function failureReason(error: unknown, logicalId: string, requestToken: string = randomUUID()): string {
  if (error instanceof CancelledError || error instanceof ResourceError) return error.message;
  if (error instanceof PropertyError) {
    if (!error.message.startsWith('#')) return error.message;
    return `Properties validation failed for resource ${logicalId} with message:\n${error.message}`;
  }
  if (error instanceof AwsError && error.code === 'ValidationError') return error.message;
  if (error instanceof AwsError) {
    const detail = `${error.message} (Status Code: ${error.httpStatus}, Error Code: ${error.code})`;
    return `Resource handler returned message: "${detail}" (RequestToken: ${requestToken}, HandlerErrorCode: ${handlerErrorCode(error)})`;
  }
  return `Resource handler returned message: "${(error as Error).message}" (RequestToken: ${requestToken}, HandlerErrorCode: InternalFailure)`;
}

/** True where a call says that what it is about does not exist. */
export function isNotFound(error: unknown): boolean {
  if (!(error instanceof AwsError)) return false;
  return error.httpStatus === 404 || /NotFound|NoSuch|DoesNotExist/.test(error.code);
}

/** Runs a deletion. A resource that is gone already is not an error. */
export async function ignoreNotFound(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

function handlerErrorCode({ code, httpStatus }: AwsError): string {
  if (/AlreadyExist|AlreadyOwned|AlreadyTaken|Duplicate/.test(code)) return 'AlreadyExists';
  if (/AccessDenied|NotAuthorized|Unauthorized/.test(code) || httpStatus === 403) return 'AccessDenied';
  if (/NotFound|NoSuch|DoesNotExist/.test(code) || httpStatus === 404) return 'NotFound';
  if (/Throttl|TooManyRequests/.test(code) || httpStatus === 429) return 'Throttling';
  if (/Limit|Quota/.test(code)) return 'ServiceLimitExceeded';
  if (/Conflict/.test(code) || httpStatus === 409) return 'ResourceConflict';
  return httpStatus < 500 ? 'InvalidRequest' : 'GeneralServiceException';
}
