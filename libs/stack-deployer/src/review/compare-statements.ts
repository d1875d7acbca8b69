import { type IamStatement, iamStatements } from './iam-statements.ts';
import type { StatementEntry } from './stack-review.ts';
import type { TemplateDocument } from './template-document.ts';

/** Compares the IAM statements of two templates. A changed statement is one that is removed and one that is added. */
export function compareStatements(before: TemplateDocument, after: TemplateDocument): readonly StatementEntry[] {
  const [old, next] = [iamStatements(before), iamStatements(after)];
  return [
    ...without(old, next).map((statement) => ({ kind: 'remove' as const, ...statement })),
    ...without(next, old).map((statement) => ({ kind: 'add' as const, ...statement })),
  ];
}

function without(statements: readonly IamStatement[], others: readonly IamStatement[]): readonly IamStatement[] {
  const known = new Set(others.map(({ logicalId, text }) => `${logicalId} ${text}`));
  return statements.filter(({ logicalId, text }) => !known.has(`${logicalId} ${text}`));
}
