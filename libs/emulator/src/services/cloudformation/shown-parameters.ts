import type { Stack } from '@aws-sdk/client-cloudformation';
import { parameterTexts } from './stack-inputs.ts';
import type { StackInputs } from './stack-store.ts';
import { isMasked, MASKED } from './template/parameters.ts';
import { readTemplate } from './template/template.ts';

/** Parameters as the Describe operations return them: `NoEcho` ones masked, those of Systems Manager with the value they resolved to. */
export function shownParameters({ templateBody, parameters }: StackInputs): NonNullable<Stack['Parameters']> {
  const declared = readTemplate(templateBody, parameterTexts([], parameters)).parameters;
  return parameters.map(({ key, value, resolved }) => ({
    ParameterKey: key,
    ParameterValue: isMasked(declared[key]) ? MASKED : value,
    ...(declared[key]?.Type.startsWith('AWS::SSM::Parameter::Value<')
      ? { ResolvedValue: Array.isArray(resolved) ? resolved.join(',') : String(resolved) }
      : {}),
  }));
}
