import type {
  DeleteParameterCommandInput,
  DeleteParameterResult,
  DeleteParametersCommandInput,
  DeleteParametersResult,
} from '@aws-sdk/client-ssm';
import type { OperationHandler } from '../../../core/service.ts';
import { parameterNotFound } from '../errors.ts';
import { nameOf, type ParameterStore } from '../parameter-store.ts';

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
export function deleteParameter(store: ParameterStore): OperationHandler<DeleteParameterCommandInput, DeleteParameterResult> {
  return ({ Name = '' }, { region }) => {
    if (!store.delete(region, nameOf(Name))) throw parameterNotFound(Name);
    return {};
  };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
export function deleteParameters(store: ParameterStore): OperationHandler<DeleteParametersCommandInput, DeleteParametersResult> {
  return ({ Names = [] }, { region }) => {
    const DeletedParameters = Names.filter((name) => store.delete(region, nameOf(name)));
    return { DeletedParameters, InvalidParameters: Names.filter((name) => !DeletedParameters.includes(name)) };
  };
}
