import { readArtifact } from './artifact-file.ts';

/** Usual names of the stacks that have a template: the core stack and the add-on stacks. */
export const TEMPLATE_NAMES = [
  'ml-pipeline',
  'ml-pipeline-governance',
  'ml-pipeline-network',
  'ml-pipeline-observability',
  'ml-pipeline-triggers',
] as const;

/** The usual name of a stack that has a template. */
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/**
 * Reads the CloudFormation template of a stack, as JSON text.
 *
 * @example
 * await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody: templateBody('ml-pipeline-network') }));
 * @throws ArtifactNotBuiltError when it has not been synthesised
 */
export function templateBody(name: TemplateName): string {
  return readArtifact(`templates/${name}.template.json`);
}

/**
 * Reads the CloudFormation template of the core stack, as JSON text.
 *
 * @throws ArtifactNotBuiltError when it has not been synthesised
 */
export function coreTemplate(): string {
  return templateBody('ml-pipeline');
}
