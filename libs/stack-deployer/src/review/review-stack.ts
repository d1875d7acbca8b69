import type { ChangeSet } from '../change-set.ts';
import type { DeployedStack } from '../stack.ts';
import { compareStatements } from './compare-statements.ts';
import { compareValues } from './compare-values.ts';
import { intrinsicText } from './intrinsic-text.ts';
import { changedResources, comparedResources } from './resource-entry.ts';
import type { StackReview } from './stack-review.ts';
import type { TemplateDocument } from './template-document.ts';

/** Inputs of a review. */
export interface ReviewInput {
  readonly stackName: string;
  /** The stack as it is. Undefined when there is none. */
  readonly stack: DeployedStack | undefined;
  readonly before: TemplateDocument;
  readonly after: TemplateDocument;
}

/** Reviews a change set. */
export function reviewChangeSet(input: ReviewInput, { changes, parameters }: ChangeSet): StackReview {
  return review(input, changedResources(changes), parameters);
}

/** Reviews the difference between two templates, for a stack that has no change set. */
export function reviewTemplates(input: ReviewInput, parameters: Readonly<Record<string, string>>): StackReview {
  return review(input, comparedResources(input.before, input.after), { ...defaultsOf(input.after), ...parameters });
}

function review(
  { stackName, stack, before, after }: ReviewInput,
  resources: StackReview['resources'],
  parameters: Readonly<Record<string, string>>,
): StackReview {
  return {
    stackName,
    isNew: stack === undefined,
    resources,
    statements: compareStatements(before, after),
    // For a new stack, what differs from the template's defaults was set explicitly.
    parameters: compareValues(stack?.parameters ?? defaultsOf(after), parameters),
    outputs: compareValues(outputsOf(before), outputsOf(after)),
  };
}

function defaultsOf({ Parameters = {} }: TemplateDocument): Record<string, string> {
  return Object.fromEntries(Object.entries(Parameters).map(([name, { Default = '' }]) => [name, String(Default)]));
}

function outputsOf({ Outputs = {} }: TemplateDocument): Record<string, string> {
  return Object.fromEntries(Object.entries(Outputs).map(([name, { Value }]) => [name, intrinsicText(Value)]));
}
