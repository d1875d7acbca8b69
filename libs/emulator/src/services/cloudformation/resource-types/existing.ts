import { AwsError } from '../../../core/aws-error.ts';
import type { ServiceId } from '../../../core/service.ts';
import { isNotFound } from '../failure-reason.ts';
import type { ResourceContext } from './resource-type.ts';

/**
 * Refuses to make a resource under a name that is taken, where the service itself would take the one that is there for the new one.
 *
 * @param input asks for the resource of that name
 * @throws AwsError `AlreadyExistsException`
 */
export async function refuseExisting(
  context: ResourceContext,
  name: string,
  [service, operation, input]: readonly [ServiceId, string, object],
  isThere: (output: Record<string, unknown>) => boolean = () => true,
): Promise<void> {
  try {
    if (!isThere(await context.call(service, operation, input))) return;
  } catch (error) {
    if (isNotFound(error)) return;
    throw error;
  }
  throw new AwsError({ code: 'AlreadyExistsException', message: `${name} already exists`, httpStatus: 409 });
}
