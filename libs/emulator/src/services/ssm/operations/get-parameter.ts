import type { GetParameterCommandInput, GetParameterResult } from '@aws-sdk/client-ssm';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parameterShape } from '../parameter-shape.ts';
import type { ParameterStore } from '../parameter-store.ts';

/**
 * Returns a parameter by its name or ARN, in its newest version or the one that the name selects.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function getParameter(
  store: ParameterStore,
): OperationHandler<Given<GetParameterCommandInput, 'Name'>, GetParameterResult> {
  return ({ Name, WithDecryption }, { region }) => {
    const { parameter, version, selector } = store.resolve(region, Name);
    return { Parameter: parameterShape(parameter, version, WithDecryption, selector) };
  };
}
