import type { DeleteParametersCommandInput, DeleteParametersResult } from '@aws-sdk/client-ssm';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { nameOf, type ParameterStore } from '../parameter-store.ts';

/**
 * Deletes parameters, and lists the names that no parameter has.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html
 */
export function deleteParameters(
  store: ParameterStore,
): OperationHandler<Given<DeleteParametersCommandInput, 'Names'>, DeleteParametersResult> {
  return ({ Names }, { region }) => {
    const DeletedParameters = Names.filter((name) => store.delete(region, nameOf(name)));
    return { DeletedParameters, InvalidParameters: Names.filter((name) => !DeletedParameters.includes(name)) };
  };
}
