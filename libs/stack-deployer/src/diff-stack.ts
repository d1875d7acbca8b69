import { createChangeSet, discardChangeSet, type StackSource } from './change-set.ts';
import { type ParseTemplate, templatePair } from './deployed-template.ts';
import { reviewChangeSet, reviewTemplates } from './review/review-stack.ts';
import { reviewText } from './review/review-text.ts';
import type { StackReview } from './review/stack-review.ts';
import { openSession, type SessionOptions } from './session.ts';
import { readStack } from './stack.ts';
import { stackNeed } from './stack-status.ts';

/** A stack to compare. */
export interface DiffStackOptions extends Omit<SessionOptions, 'confirm'>, StackSource {
  /** Reads templates. @default JSON.parse */
  readonly parseTemplate?: ParseTemplate;
}

/**
 * Shows what a deployment would change, and changes nothing. An existing stack gets a change set that is deleted afterwards. Where
 * CloudFormation takes none, because the stack does not exist or failed, the templates are compared.
 */
export async function diffStack(options: DiffStackOptions): Promise<StackReview> {
  const session = openSession(options);
  const { stackName, templateBody, parameters = {}, parseTemplate } = options;
  const { cloudformation, print, palette } = session;
  const found = await readStack(cloudformation, stackName);
  const stack = found?.status === 'REVIEW_IN_PROGRESS' ? undefined : found;
  const input = { stackName, stack, ...(await templatePair(session, stack, templateBody, parseTemplate)) };
  let review: StackReview;
  if (stack && stackNeed(stack.status) === 'nothing') {
    const changeSet = await createChangeSet(session, options, stack);
    try {
      review = reviewChangeSet(input, changeSet);
    } finally {
      await discardChangeSet(session, changeSet);
    }
  } else {
    if (stack) print(palette('warning', `The stack ${stackName} is ${stack.status}, so only the templates are compared.`));
    review = reviewTemplates(input, { ...stack?.parameters, ...parameters });
  }
  print(reviewText(review, palette));
  return review;
}
