import type { GetParameterHistoryCommandInput, GetParameterHistoryResult } from '@aws-sdk/client-ssm';
import type { Given } from '../../../core/given.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidNextToken } from '../errors.ts';
import { shownValue } from '../parameter-shape.ts';
import type { ParameterStore } from '../parameter-store.ts';

/**
 * Lists the versions of a parameter, oldest first.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html
 */
export function getParameterHistory(
  store: ParameterStore,
): OperationHandler<Given<GetParameterHistoryCommandInput, 'Name'>, GetParameterHistoryResult> {
  return ({ Name, WithDecryption, MaxResults = 50, NextToken }, { region }) => {
    const parameter = store.get(region, Name);
    const { items, nextToken } = pageOf(parameter.versions, {
      list: `GetParameterHistory ${parameter.arn}`,
      // An empty token asks for the first page.
      token: NextToken || undefined,
      size: MaxResults,
      keyOf: ({ version }) => String(version),
      invalidToken: invalidNextToken,
    });
    return {
      Parameters: items.map((version) => ({
        Name,
        Type: version.type,
        KeyId: version.keyId,
        LastModifiedDate: new Date(version.modifiedAt),
        LastModifiedUser: version.modifiedBy,
        Description: version.description,
        Value: shownValue(version, WithDecryption),
        AllowedPattern: version.allowedPattern,
        Version: version.version,
        Labels: [],
        Tier: parameter.tier,
        Policies: [],
        DataType: parameter.dataType,
      })),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  };
}
