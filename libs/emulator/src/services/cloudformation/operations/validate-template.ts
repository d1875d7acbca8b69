import type { ValidateTemplateInput, ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import { readTemplateBody } from '../stack-inputs.ts';
import type { Stacks } from '../stacks.ts';
import { checkReferences } from '../template/references.ts';
import { readTemplate } from '../template/template.ts';
import { parameterSummary, templateSummary } from '../template-summary.ts';

/**
 * Checks a template, and returns its parameters and capabilities.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html
 */
export function validateTemplate(stacks: Stacks): OperationHandler<ValidateTemplateInput, ValidateTemplateOutput> {
  return async (input, call) => {
    const template = readTemplate(await readTemplateBody(stacks, input, undefined, call));
    checkReferences(template, stacks.types);
    return {
      Parameters: Object.entries(template.parameters).map(([key, declaration]) => parameterSummary(key, declaration)),
      ...templateSummary(template),
    };
  };
}
