import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { EMPTY_TEMPLATE, type TemplateDocument } from './review/template-document.ts';
import type { Session } from './session.ts';
import type { DeployedStack } from './stack.ts';

/** Reads the text of a template. */
export type ParseTemplate = (text: string) => TemplateDocument;

/** The two templates that a review compares. */
export interface TemplatePair {
  readonly before: TemplateDocument;
  readonly after: TemplateDocument;
}

/**
 * Reads the template that a stack was deployed with, and the one to deploy. A template that cannot be parsed counts as empty, and the output
 * says so: CloudFormation takes YAML too.
 */
export async function templatePair(
  session: Session,
  stack: DeployedStack | undefined,
  templateBody: string,
  parse: ParseTemplate = JSON.parse,
): Promise<TemplatePair> {
  const { cloudformation, print, palette } = session;
  const parsed = (text: string, which: string): TemplateDocument => {
    try {
      return parse(text);
    } catch {
      print(
        palette(
          'warning',
          `The ${which} template could not be parsed. Its IAM statements and outputs are left out of the review.`,
        ),
      );
      return EMPTY_TEMPLATE;
    }
  };
  const after = parsed(templateBody, 'new');
  if (!stack) return { before: EMPTY_TEMPLATE, after };
  const { TemplateBody = '{}' } = await cloudformation.send(new GetTemplateCommand({ StackName: stack.id }));
  return { before: parsed(TemplateBody, 'deployed'), after };
}
