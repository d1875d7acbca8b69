import type { ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import { requiredCapabilities } from './template/capabilities.ts';
import { isMasked } from './template/parameters.ts';
import type { ParameterDeclaration, Template } from './template/template.ts';

/** The description, capabilities and transforms of a template as GetTemplateSummary and ValidateTemplate return them. */
export function templateSummary(
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

/** A parameter of a template as GetTemplateSummary and ValidateTemplate return it. */
export function parameterSummary(
  key: string,
  declaration: ParameterDeclaration,
): NonNullable<ValidateTemplateOutput['Parameters']>[number] {
  return {
    ParameterKey: key,
    ...(declaration.Default === undefined ? {} : { DefaultValue: String(declaration.Default) }),
    NoEcho: isMasked(declaration),
    ...(declaration.Description === undefined ? {} : { Description: declaration.Description }),
  };
}
