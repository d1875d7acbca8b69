import type { DeleteParameterCommandInput, DeleteParameterResult } from '@aws-sdk/client-ssm';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parameterNotFound } from '../errors.ts';
import { nameOf, type ParameterStore } from '../parameter-store.ts';

/**
 * Deletes a parameter with all its versions.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html
 */
export function deleteParameter(
  store: ParameterStore,
): OperationHandler<Given<DeleteParameterCommandInput, 'Name'>, DeleteParameterResult> {
  return ({ Name }, { region }) => {
    if (!store.delete(region, nameOf(Name))) throw parameterNotFound(Name);
    return {};
  };
}
