import { isObject, type Json } from './json.ts';
import type { ParameterDeclaration, Template } from './template.ts';
import { validationError } from './validation-error.ts';

/** A parameter as it is given in a request. */
export interface ParameterInput {
  readonly ParameterKey?: string | undefined;
  readonly ParameterValue?: string | undefined;
  readonly UsePreviousValue?: boolean | undefined;
}

/** A parameter of a stack. */
export interface ParameterValue {
  readonly key: string;
  /** Given value, or the default. For a parameter of Systems Manager: its name. */
  readonly value: string;
  /** Value of `Ref`. */
  readonly resolved: Json;
}

/** Reads a parameter of Systems Manager. @throws AwsError where there is none */
export type ReadSsmParameter = (name: string) => Promise<string>;

/** Text that replaces `NoEcho` values. */
export const MASKED = '****';

/**
 * The values of a template's parameters, checked against their constraints.
 *
 * @param previous the stack's values before, for `UsePreviousValue`
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 * @throws AwsError `ValidationError` in CloudFormation's words
 */
export async function resolveParameters(
  template: Template,
  inputs: readonly ParameterInput[],
  previous: readonly ParameterValue[],
  readSsmParameter: ReadSsmParameter,
): Promise<ParameterValue[]> {
  const unknown = inputs.map(({ ParameterKey }) => ParameterKey ?? '').filter((key) => !(key in template.parameters));
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const given = new Map(inputs.map((input) => [input.ParameterKey, input]));
  const missing: string[] = [];
  const values: ParameterValue[] = [];
  for (const [key, declaration] of Object.entries(template.parameters)) {
    const input = given.get(key);
    const before = previous.find((each) => each.key === key)?.value;
    if (input?.UsePreviousValue && input.ParameterValue !== undefined) {
      throw validationError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
      );
    }
    if (input?.UsePreviousValue && before === undefined) {
      throw validationError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    }
    const value = input?.UsePreviousValue ? before : (input?.ParameterValue ?? defaultOf(declaration));
    if (value === undefined) missing.push(key);
    else {
      checkConstraints(key, value, declaration);
      values.push({ key, value, resolved: await resolvedValue(key, value, declaration.Type, readSsmParameter) });
    }
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return values;
}

/** True for a parameter whose value is not to be shown. */
export function isMasked(declaration: ParameterDeclaration | undefined): boolean {
  return declaration !== undefined && String(declaration.NoEcho) === 'true';
}

function defaultOf({ Default }: ParameterDeclaration): string | undefined {
  return Default === undefined || isObject(Default) ? undefined : String(Default);
}

async function resolvedValue(key: string, value: string, type: string, readSsmParameter: ReadSsmParameter): Promise<Json> {
  const stored = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1];
  if (stored === undefined) return isList(type) ? split(value) : value;
  try {
    const text = await readSsmParameter(value);
    return isList(stored) ? split(text) : text;
  } catch {
    throw validationError(`Unable to fetch parameters [${value}] from parameter store for this account. (${key})`);
  }
}

function checkConstraints(key: string, value: string, declaration: ParameterDeclaration): void {
  const { Type, AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue, ConstraintDescription } = declaration;
  const fail = (words: string): never => {
    throw validationError(
      ConstraintDescription === undefined
        ? `Parameter '${key}' ${words}`
        : `Parameter ${key} failed to satisfy constraint: ${ConstraintDescription}`,
    );
  };
  const items = isList(Type) ? split(value) : [value];
  const isNumber = Type === 'Number' || Type === 'List<Number>';
  for (const item of items) {
    if (isNumber && (item.trim() === '' || !Number.isFinite(Number(item)))) fail('must be a number.');
    if (AllowedValues && !AllowedValues.map(String).includes(item)) fail('must be one of AllowedValues');
    if (AllowedPattern !== undefined && !pattern(AllowedPattern).test(item)) fail(`must match pattern ${AllowedPattern}`);
    if (MinLength !== undefined && item.length < Number(MinLength)) fail(`must contain at least ${String(MinLength)} characters`);
    if (MaxLength !== undefined && item.length > Number(MaxLength)) fail(`must contain at most ${String(MaxLength)} characters`);
    if (MinValue !== undefined && Number(item) < Number(MinValue)) fail(`must be a number not less than ${String(MinValue)}`);
    if (MaxValue !== undefined && Number(item) > Number(MaxValue)) fail(`must be a number not greater than ${String(MaxValue)}`);
  }
}

function pattern(source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`, 'u');
  } catch {
    return new RegExp(`^(?:${source})$`);
  }
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function split(value: string): string[] {
  return value === '' ? [] : value.split(',').map((item) => item.trim());
}
