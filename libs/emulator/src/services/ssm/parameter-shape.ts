import { createHash } from 'node:crypto';
import type { Parameter } from '@aws-sdk/client-ssm';
import type { ParameterVersion, StoredParameter } from './parameter-store.ts';

/** A version of a parameter with its value, as GetParameter and its relatives return it. */
export function parameterShape(
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

/** The value as it is returned: without decryption, that of a `SecureString` is a digest that reveals nothing. */
export function shownValue({ type, value, version }: ParameterVersion, decrypt: boolean | undefined): string {
  if (type !== 'SecureString' || decrypt === true) return value;
  return createHash('sha512').update(`${version}:${value}`).digest('base64');
}
