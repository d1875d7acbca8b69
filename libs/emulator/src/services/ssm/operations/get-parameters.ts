import { createHash } from 'node:crypto';
import type {
  GetParameterCommandInput,
  GetParameterHistoryCommandInput,
  GetParameterHistoryResult,
  GetParameterResult,
  GetParametersByPathCommandInput,
  GetParametersByPathResult,
  GetParametersCommandInput,
  GetParametersResult,
  Parameter,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import type { ParameterStore, ParameterVersion, StoredParameter } from '../parameter-store.ts';

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export function getParameter(store: ParameterStore): OperationHandler<GetParameterCommandInput, GetParameterResult> {
  return ({ Name = '', WithDecryption }, { region }) => {
    const { parameter, version, selector } = store.resolve(region, Name);
    return { Parameter: shape(parameter, version, WithDecryption, selector) };
  };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export function getParameters(store: ParameterStore): OperationHandler<GetParametersCommandInput, GetParametersResult> {
  return ({ Names = [], WithDecryption }, { region }) => {
    const Parameters: Parameter[] = [];
    const InvalidParameters: string[] = [];
    for (const name of new Set(Names)) {
      try {
        const { parameter, version, selector } = store.resolve(region, name);
        Parameters.push(shape(parameter, version, WithDecryption, selector));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        InvalidParameters.push(name);
      }
    }
    return { Parameters, InvalidParameters };
  };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export function getParametersByPath(
  store: ParameterStore,
): OperationHandler<GetParametersByPathCommandInput, GetParametersByPathResult> {
  return ({ Path = '', Recursive = false, WithDecryption, MaxResults = 10, NextToken = '' }, { region }) => {
    if (!Path.startsWith('/'))
      throw validation(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
      );
    const prefix = Path.endsWith('/') ? Path : `${Path}/`;
    const found = store
      .list(region, prefix)
      .filter(({ name }) => name > NextToken && (Recursive || !name.slice(prefix.length).includes('/')));
    const page = found.slice(0, MaxResults);
    return {
      Parameters: page.map((parameter) => shape(parameter, parameter.versions.at(-1) as ParameterVersion, WithDecryption)),
      ...(page.length < found.length && { NextToken: page.at(-1)?.name }),
    };
  };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
export function getParameterHistory(
  store: ParameterStore,
): OperationHandler<GetParameterHistoryCommandInput, GetParameterHistoryResult> {
  return ({ Name = '', WithDecryption, MaxResults = 50, NextToken = '0' }, { region }) => {
    const parameter = store.get(region, Name);
    const found = parameter.versions.filter(({ version }) => version > Number(NextToken));
    const page = found.slice(0, MaxResults);
    return {
      Parameters: page.map((version) => ({
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
      ...(page.length < found.length && { NextToken: String(page.at(-1)?.version) }),
    };
  };
}

function shape(
  parameter: StoredParameter,
  version: ParameterVersion,
  decrypt: boolean | undefined,
  selector?: string,
): Parameter {
  return {
    Name: parameter.name,
    Type: version.type,
    Value: shownValue(version, decrypt),
    Version: version.version,
    Selector: selector,
    LastModifiedDate: new Date(version.modifiedAt),
    ARN: parameter.arn,
    DataType: parameter.dataType,
  };
}

/** Without decryption, a secret's ciphertext: text that tells nothing of it. */
function shownValue({ type, value, version }: ParameterVersion, decrypt: boolean | undefined): string {
  if (type !== 'SecureString' || decrypt === true) return value;
  return createHash('sha512').update(`${version}:${value}`).digest('base64');
}
