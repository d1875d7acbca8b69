import type { PutParameterCommandInput, PutParameterResult } from '@aws-sdk/client-ssm';
import { arn } from '../../../core/arn.ts';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { validation } from '../errors.ts';
import type { ParameterStore, StoredParameter } from '../parameter-store.ts';

/** Maximum number of versions of a parameter. */
const VERSIONS = 100;

/**
 * Creates a parameter, or adds a version to one that exists.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function putParameter(
  store: ParameterStore,
  clock: Clock,
): OperationHandler<Given<PutParameterCommandInput, 'Name' | 'Value'>, PutParameterResult> {
  return (input, call) => {
    const { region, caller } = call;
    const { Name, Value, Overwrite = false, Tags = [], AllowedPattern } = input;
    checkName(Name);
    if (input.Policies !== undefined) throw notServed('SSM PutParameter Policies');
    const existing = store.find(region, Name);
    if (existing !== undefined && !Overwrite)
      throw new AwsError({
        code: 'ParameterAlreadyExists',
        message: 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      });
    if (existing !== undefined && Tags.length > 0)
      throw validation(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      );
    const previous = existing?.versions.at(-1);
    const type = input.Type ?? previous?.type;
    if (type === undefined) throw validation('A parameter type is required when you create a parameter.');
    const tier = input.Tier ?? existing?.tier ?? 'Standard';
    checkValue(Value, tier);
    const pattern = AllowedPattern ?? previous?.allowedPattern;
    if (pattern !== undefined && pattern !== '' && !allows(pattern, Value))
      throw new AwsError({
        code: 'ParameterPatternMismatchException',
        message: `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
      });
    const version = (previous?.version ?? 0) + 1;
    const parameter: StoredParameter = {
      name: Name,
      arn: arn('ssm', call, `parameter${Name.startsWith('/') ? '' : '/'}${Name}`),
      tier: tier as StoredParameter['tier'],
      dataType: input.DataType ?? existing?.dataType ?? 'text',
      tags: existing?.tags ?? tagsFromList(Tags),
      versions: [
        ...(existing?.versions ?? []).slice(1 - VERSIONS),
        {
          version,
          type,
          value: Value,
          ...(type === 'SecureString' && { keyId: input.KeyId ?? 'alias/aws/ssm' }),
          ...(input.Description !== undefined && { description: input.Description }),
          ...(pattern !== undefined && { allowedPattern: pattern }),
          modifiedAt: clock.now(),
          modifiedBy: caller.arn,
        },
      ],
    };
    store.put(region, parameter);
    return { Version: version, Tier: parameter.tier };
  };
}

function allows(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    throw new AwsError({
      code: 'InvalidAllowedPatternException',
      message: 'The specified allowedPattern is not a valid regular expression.',
    });
  }
}

function checkName(name: string): void {
  if (/^\/?(?:aws|ssm)/iu.test(name))
    throw name.toLowerCase().startsWith('/aws') || name.toLowerCase().startsWith('aws')
      ? new AwsError({ code: 'AccessDeniedException', message: `No access to reserved parameter name: ${name}.` })
      : validation(
          'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
        );
  if (!/^[\w.\-/]+$/u.test(name) || name.endsWith('/') || name.includes('//'))
    throw validation(
      'Parameter name: can be formed as a mix of letters, numbers and the following 3 symbols .-_ divided by slash symbols',
    );
  if (name.includes('/') && !name.startsWith('/')) throw validation('Parameter name must be a fully qualified name.');
  if (name.split('/').length > 16)
    throw new AwsError({
      code: 'HierarchyLevelLimitExceededException',
      message: 'Parameter name hierarchy can have a maximum of 15 levels.',
    });
}

function checkValue(value: string, tier: string): void {
  if (value === '')
    throw validation(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  const limit = tier === 'Standard' ? 4096 : 8192;
  if (Buffer.byteLength(value) > limit)
    throw validation(
      tier === 'Standard'
        ? 'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html'
        : 'Advanced tier parameters support a maximum parameter value of 8192 characters.',
    );
}
