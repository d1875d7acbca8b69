import type {
  GetTemplateInput,
  GetTemplateOutput,
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput,
  ValidateTemplateInput,
  ValidateTemplateOutput,
} from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import { findChangeSet } from '../change-sets.ts';
import { parameterTexts, readTemplateBody } from '../stack-inputs.ts';
import type { Stacks } from '../stacks.ts';
import { requiredCapabilities } from '../template/capabilities.ts';
import { isMasked } from '../template/parameters.ts';
import { checkReferences } from '../template/references.ts';
import { type ParameterDeclaration, processTemplate, readTemplate, type Template } from '../template/template.ts';
import { validationError } from '../template/validation-error.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export function getTemplate(stacks: Stacks): OperationHandler<GetTemplateInput, GetTemplateOutput> {
  return (input, call) => {
    if (input.ChangeSetName === undefined && input.StackName === undefined)
      throw validationError('Either stackName or changeSetName must be specified.');
    const { templateBody, parameters } =
      input.ChangeSetName === undefined
        ? stacks.get(input.StackName ?? '', call)
        : findChangeSet(stacks, input.ChangeSetName, input.StackName, call);
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

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export function getTemplateSummary(stacks: Stacks): OperationHandler<GetTemplateSummaryInput, GetTemplateSummaryOutput> {
  return async (input, call) => {
    const stack = input.StackName === undefined ? undefined : stacks.get(input.StackName, call);
    const template = readTemplate(stack?.templateBody ?? (await readTemplateBody(stacks, input, undefined, call)));
    return {
      Parameters: Object.entries(template.parameters).map(([key, declaration]) => ({
        ...parameterOf(key, declaration),
        ParameterType: declaration.Type,
        ParameterConstraints: declaration.AllowedValues ? { AllowedValues: declaration.AllowedValues.map(String) } : {},
      })),
      ...describe(template),
      ...(template.version === undefined ? {} : { Version: template.version }),
      ...(template.metadata === undefined ? {} : { Metadata: JSON.stringify(template.metadata) }),
      ResourceTypes: [...new Set(Object.values(template.resources).map(({ Type }) => Type))],
    };
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export function validateTemplate(stacks: Stacks): OperationHandler<ValidateTemplateInput, ValidateTemplateOutput> {
  return async (input, call) => {
    const template = readTemplate(await readTemplateBody(stacks, input, undefined, call));
    checkReferences(template, stacks.types);
    return {
      Parameters: Object.entries(template.parameters).map(([key, declaration]) => parameterOf(key, declaration)),
      ...describe(template),
    };
  };
}

function describe(
  template: Template,
): Pick<ValidateTemplateOutput, 'Description' | 'Capabilities' | 'CapabilitiesReason' | 'DeclaredTransforms'> {
  const { capabilities, reason } = requiredCapabilities(template);
  return {
    ...(template.description === undefined ? {} : { Description: template.description }),
    ...(capabilities.length > 0 ? { Capabilities: [...capabilities] } : {}),
    ...(reason === undefined ? {} : { CapabilitiesReason: reason }),
    ...(template.transforms.length > 0 ? { DeclaredTransforms: [...template.transforms] } : {}),
  };
}

function parameterOf(key: string, declaration: ParameterDeclaration): NonNullable<ValidateTemplateOutput['Parameters']>[number] {
  return {
    ParameterKey: key,
    ...(declaration.Default === undefined ? {} : { DefaultValue: String(declaration.Default) }),
    NoEcho: isMasked(declaration),
    ...(declaration.Description === undefined ? {} : { Description: declaration.Description }),
  };
}
