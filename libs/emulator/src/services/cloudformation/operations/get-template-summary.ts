import type { GetTemplateSummaryInput, GetTemplateSummaryOutput } from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import { readTemplateBody } from '../stack-inputs.ts';
import type { Stacks } from '../stacks.ts';
import { readTemplate } from '../template/template.ts';
import { parameterSummary, templateSummary } from '../template-summary.ts';

/**
 * Returns the parameters, resource types and capabilities of a template, given or of a stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html
 */
export function getTemplateSummary(stacks: Stacks): OperationHandler<GetTemplateSummaryInput, GetTemplateSummaryOutput> {
  return async (input, call) => {
    const stack = input.StackName === undefined ? undefined : stacks.get(input.StackName, call);
    const template = readTemplate(stack?.templateBody ?? (await readTemplateBody(stacks, input, undefined, call)));
    return {
      Parameters: Object.entries(template.parameters).map(([key, declaration]) => ({
        ...parameterSummary(key, declaration),
        ParameterType: declaration.Type,
        ParameterConstraints: declaration.AllowedValues ? { AllowedValues: declaration.AllowedValues.map(String) } : {},
      })),
      ...templateSummary(template),
      ...(template.version === undefined ? {} : { Version: template.version }),
      ...(template.metadata === undefined ? {} : { Metadata: JSON.stringify(template.metadata) }),
      ResourceTypes: [...new Set(Object.values(template.resources).map(({ Type }) => Type))],
    };
  };
}
