import { many } from '@stepmaker/iam-policy';
import { isObject, type Json } from './template/json.ts';
import { validationError } from './template/validation-error.ts';

/** Actions of an update on a resource. */
export type UpdateAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete';

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** @throws AwsError `ValidationError` for another value than a stack policy */
export function checkStackPolicy(text: string): void {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw validationError('Error validating stack policy: Invalid stack policy: it is not valid JSON');
  }
  const statements = isObject(policy) ? many(policy['Statement'] as Json | undefined) : [];
  const isWhole = (statement: Json): boolean =>
    isObject(statement) &&
    (statement['Effect'] === 'Allow' || statement['Effect'] === 'Deny') &&
    (statement['Action'] ?? statement['NotAction']) !== undefined &&
    (statement['Resource'] ?? statement['NotResource']) !== undefined;
  if (statements.length === 0 || !statements.every(isWhole))
    throw validationError(
      'Error validating stack policy: Invalid stack policy: each statement needs Effect, Action and Resource',
    );
}

/**
 * Why a stack's policy does not let an update touch a resource; undefined where it does. What no statement allows is denied.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export function deniedByPolicy(
  policy: string | undefined,
  action: UpdateAction,
  logicalId: string,
  type: string,
): string | undefined {
  if (policy === undefined) return undefined;
  const statements = many((JSON.parse(policy) as { Statement?: Statement | readonly Statement[] }).Statement);
  const applying = statements
    .map((statement, index) => ({ statement, number: index + 1 }))
    .filter(({ statement }) => applies(statement, action, logicalId, type));
  const denying = applying.find(({ statement }) => statement.Effect === 'Deny');
  if (denying !== undefined)
    return `Action denied by stack policy: Statement [#${denying.number}] does not allow [${action}] for resource [LogicalResourceId/${logicalId}]`;
  if (applying.length > 0) return undefined;
  return `Action denied by stack policy: No statement allows [${action}] for resource [LogicalResourceId/${logicalId}]`;
}

function applies(statement: Statement, action: UpdateAction, logicalId: string, type: string): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const isNamed = (patterns: string | readonly string[] | undefined, text: string): boolean =>
    many(patterns).some((pattern) => isLike(pattern, text));
  if (Action === undefined ? isNamed(NotAction, action) : !isNamed(Action, action)) return false;
  const resource = `LogicalResourceId/${logicalId}`;
  if (Resource === undefined ? isNamed(NotResource, resource) : !isNamed(Resource, resource)) return false;
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      if (key !== 'ResourceType') return false;
      return operator === 'StringLike' ? isNamed(values, type) : many(values).includes(type);
    }),
  );
}

function isLike(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(text);
}
