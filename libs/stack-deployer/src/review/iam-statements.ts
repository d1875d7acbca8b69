import { intrinsicText } from './intrinsic-text.ts';
import type { TemplateDocument, TemplateResource } from './template-document.ts';

/** A permission that a template gives or denies. */
export interface IamStatement {
  /** Logical id of the resource that carries it. */
  readonly logicalId: string;
  /** Text such as `Allow s3:GetObject on ${Bucket.Arn}/*`. */
  readonly text: string;
  /** Whether it allows more than named actions on named resources to named principals. */
  readonly isBroad: boolean;
}

/** Lists the IAM statements, managed policies and Lambda permissions of a template. */
export function iamStatements({ Resources = {} }: TemplateDocument): readonly IamStatement[] {
  return Object.entries(Resources).flatMap(([logicalId, resource]) =>
    statementsOf(resource).map((found) => ({ logicalId, ...found })),
  );
}

type Found = Omit<IamStatement, 'logicalId'>;

function statementsOf({ Type, Properties = {}, Condition }: TemplateResource): readonly Found[] {
  const when = Condition === undefined ? '' : ` [if ${Condition}]`;
  if (Type === 'AWS::Lambda::Permission') {
    const { Principal, Action, FunctionName, SourceArn } = Properties;
    const source = SourceArn === undefined ? '' : ` if aws:SourceArn is ${intrinsicText(SourceArn)}`;
    const text = `Allow ${intrinsicText(Principal)} ${intrinsicText(Action)} on ${intrinsicText(FunctionName)}${source}${when}`;
    return [{ text, isBroad: Principal === '*' }];
  }
  const { ManagedPolicyArns } = Properties;
  const managed = listOf(ManagedPolicyArns).map((arn) => {
    const text = intrinsicText(arn);
    return { text: `Managed policy ${text}${when}`, isBroad: /(Administrator|PowerUser|Full)Access/.test(text) };
  });
  return [...statementsIn(Properties, when), ...managed];
}

/**
 * Finds the statements of policy documents at any depth: inline policies of roles, and policies of buckets, topics, queues, keys and endpoints.
 *
 * @param isInDocument whether the value is the `Statement` of a document, or a part of it
 */
function statementsIn(value: unknown, condition: string, isInDocument = false): readonly Found[] {
  if (Array.isArray(value)) return value.flatMap((member) => statementsIn(member, condition, isInDocument));
  if (typeof value !== 'object' || value === null) return [];
  const branches = branchesOf(value);
  if (branches) return branches.flatMap(([text, branch]) => statementsIn(branch, `${condition}${text}`, isInDocument));
  if (isInDocument) return 'Effect' in value ? [describeStatement({ ...value }, condition)] : [];
  if ('Statement' in value) return statementsIn(value.Statement, condition, true);
  return Object.values(value).flatMap((member) => statementsIn(member, condition));
}

/** The two sides of an `Fn::If`, each with its condition. */
function branchesOf(value: object): readonly (readonly [string, unknown])[] | undefined {
  const choice = 'Fn::If' in value ? value['Fn::If'] : undefined;
  if (!Array.isArray(choice)) return undefined;
  return [
    [` [if ${choice[0]}]`, choice[1]],
    [` [if not ${choice[0]}]`, choice[2]],
  ];
}

function describeStatement(statement: Readonly<Record<string, unknown>>, condition: string): Found {
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  const who = Principal === undefined ? '' : ` ${principalText(Principal)}`;
  const notWho = NotPrincipal === undefined ? '' : ` all but ${principalText(NotPrincipal)}`;
  const actions = NotAction === undefined ? textOf(Action) : `all but ${textOf(NotAction)}`;
  const on =
    NotResource === undefined ? (Resource === undefined ? '' : ` on ${textOf(Resource)}`) : ` on all but ${textOf(NotResource)}`;
  const when = Condition === undefined ? '' : ` if ${intrinsicText(Condition)}`;
  const hasWildcard = listOf(Action).some((action) => /^(\*|[\w-]+:\*)$/.test(intrinsicText(action)));
  const isBroad =
    Effect === 'Allow' &&
    (hasWildcard ||
      NotAction !== undefined ||
      NotPrincipal !== undefined ||
      NotResource !== undefined ||
      /(^|[\s,])\*($|,)/.test(who) ||
      (Condition === undefined && Principal === undefined && listOf(Resource).includes('*')));
  return { text: `${Effect}${who}${notWho} ${actions}${on}${when}${condition}`, isBroad };
}

function principalText(principal: unknown): string {
  if (typeof principal !== 'object' || principal === null) return intrinsicText(principal);
  return Object.values(principal).map(textOf).join(', ');
}

function textOf(value: unknown): string {
  return listOf(value).map(intrinsicText).join(', ');
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
