import type { GetParametersCommandInput, GetParametersResult, Parameter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parameterShape } from '../parameter-shape.ts';
import type { ParameterStore } from '../parameter-store.ts';

/**
 * Returns parameters by their names, and lists the names that no parameter has.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export function getParameters(
  store: ParameterStore,
): OperationHandler<Given<GetParametersCommandInput, 'Names'>, GetParametersResult> {
  return ({ Names, WithDecryption }, { region }) => {
    const Parameters: Parameter[] = [];
    const InvalidParameters: string[] = [];
    for (const name of new Set(Names)) {
      try {
        const { parameter, version, selector } = store.resolve(region, name);
        Parameters.push(parameterShape(parameter, version, WithDecryption, selector));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        InvalidParameters.push(name);
      }
    }
    return { Parameters, InvalidParameters };
  };
}
