import type { DescribeParametersCommandInput, DescribeParametersResult, ParameterStringFilter } from '@aws-sdk/client-ssm';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { listingOf } from '../listing.ts';
import { newestVersion, type ParameterStore, type StoredParameter } from '../parameter-store.ts';

/**
 * Lists parameters without their values, by filters.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export function describeParameters(
  store: ParameterStore,
): OperationHandler<DescribeParametersCommandInput, DescribeParametersResult> {
  return ({ Filters, ParameterFilters = [], MaxResults = 50, NextToken }, { region }) => {
    const old = (Filters ?? []).map(({ Key, Values }) => ({ Key, Option: Key === 'Name' ? 'BeginsWith' : 'Equals', Values }));
    const tests = [...ParameterFilters, ...old].map(compileFilter);
    const found = store.list(region).filter((parameter) => tests.every((test) => test(parameter)));
    const { page, ...rest } = listingOf(found, {
      list: `DescribeParameters ${region} ${JSON.stringify([Filters, ParameterFilters])}`,
      MaxResults,
      NextToken,
    });
    return {
      Parameters: page.map((parameter) => {
        const version = newestVersion(parameter);
        return {
          Name: parameter.name,
          ARN: parameter.arn,
          Type: version.type,
          KeyId: version.keyId,
          LastModifiedDate: new Date(version.modifiedAt),
          LastModifiedUser: version.modifiedBy,
          Description: version.description,
          AllowedPattern: version.allowedPattern,
          Version: version.version,
          Tier: parameter.tier,
          Policies: [],
          DataType: parameter.dataType,
        };
      }),
      ...rest,
    };
  };
}

function compileFilter({
  Key = '',
  Option,
  Values = [],
}: Partial<ParameterStringFilter>): (parameter: StoredParameter) => boolean {
  if (Key === 'Path') {
    const under = (name: string, path: string): boolean => {
      const prefix = path.endsWith('/') ? path : `${path}/`;
      return name.startsWith(prefix) && (Option === 'Recursive' || !name.slice(prefix.length).includes('/'));
    };
    return ({ name }) => Values.some((value) => under(name, value));
  }
  const member = Key.startsWith('tag:') ? ({ tags }: StoredParameter) => tags[Key.slice(4)] : MEMBERS[Key];
  if (member === undefined) throw new AwsError({ code: 'InvalidFilterKey', message: 'The specified filter key is not valid.' });
  const compare = COMPARISONS[Option ?? 'Equals'];
  if (compare === undefined) throw notServed(`SSM filter option ${Option}`);
  return (parameter) => {
    const text = member(parameter);
    return text !== undefined && (Values.length === 0 || Values.some((value) => compare(text, value)));
  };
}

const MEMBERS: Readonly<Record<string, (parameter: StoredParameter) => string | undefined>> = {
  Name: ({ name }) => name,
  Type: (parameter) => newestVersion(parameter).type,
  KeyId: (parameter) => newestVersion(parameter).keyId,
  Tier: ({ tier }) => tier,
  DataType: ({ dataType }) => dataType,
};

const COMPARISONS: Readonly<Record<string, (text: string, value: string) => boolean>> = {
  Equals: (text, value) => text === value,
  BeginsWith: (text, value) => text.startsWith(value),
  Contains: (text, value) => text.includes(value),
};
