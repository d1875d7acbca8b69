import type { GetParametersByPathCommandInput, GetParametersByPathResult } from '@aws-sdk/client-ssm';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import { listingOf } from '../listing.ts';
import { parameterShape } from '../parameter-shape.ts';
import { newestVersion, type ParameterStore } from '../parameter-store.ts';

/**
 * Lists the parameters under a path.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export function getParametersByPath(
  store: ParameterStore,
): OperationHandler<Given<GetParametersByPathCommandInput, 'Path'>, GetParametersByPathResult> {
  return ({ Path, Recursive = false, WithDecryption, MaxResults = 10, NextToken }, { region }) => {
    if (!Path.startsWith('/'))
      throw validation(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
      );
    const prefix = Path.endsWith('/') ? Path : `${Path}/`;
    const found = store.list(region, prefix).filter(({ name }) => Recursive || !name.slice(prefix.length).includes('/'));
    const { page, ...rest } = listingOf(found, {
      list: `GetParametersByPath ${region} ${prefix} ${Recursive}`,
      MaxResults,
      NextToken,
    });
    return {
      Parameters: page.map((parameter) => parameterShape(parameter, newestVersion(parameter), WithDecryption)),
      ...rest,
    };
  };
}
