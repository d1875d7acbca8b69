import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { findChangeSet } from '../change-sets.ts';
import { parameterTexts } from '../stack-inputs.ts';
import type { StackInputs } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';
import { processTemplate, readTemplate } from '../template/template.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Returns the template of a stack or a change set, as it was given or with its transforms processed.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
 */
export function getTemplate(stacks: Stacks): OperationHandler<GetTemplateInput, GetTemplateOutput> {
  return (input, call) => {
    const { templateBody, parameters } = subjectOf(stacks, input, call);
    const isProcessed = input.TemplateStage === 'Processed' && readTemplate(templateBody).transforms.length > 0;
    const { Transform: _transform, ...processed } = isProcessed
      ? processTemplate(templateBody, parameterTexts([], parameters))
      : {};
    return {
      TemplateBody: isProcessed ? JSON.stringify(processed) : templateBody,
      StagesAvailable: ['Original', 'Processed'],
    };
  };
}

function subjectOf(stacks: Stacks, { ChangeSetName, StackName }: GetTemplateInput, call: Call): StackInputs {
  if (ChangeSetName !== undefined) return findChangeSet(stacks, ChangeSetName, StackName, call);
  if (StackName !== undefined) return stacks.get(StackName, call);
  throw validationError('Either stackName or changeSetName must be specified.');
}
