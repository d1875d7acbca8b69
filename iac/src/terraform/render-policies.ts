import type { Template } from '../template/template.ts';
import { type Block, type HclValue, renderBlocks } from './hcl.ts';
import { conditionOf, Translator } from './translate.ts';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, unknown>>;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface PolicyDocument {
  readonly Statement: readonly unknown[];
}

/** What the policy documents of the module are called, by where the template has them. */
export const POLICY_SOURCES: readonly {
  readonly name: string;
  readonly resource: string;
  readonly path: readonly (string | number)[];
  readonly comment: string;
}[] = [
  { name: 'bucket', resource: 'BucketPolicy', path: ['PolicyDocument'], comment: 'The bucket is reached by TLS alone.' },
  {
    name: 'notifications',
    resource: 'NotificationsTopicPolicy',
    path: ['PolicyDocument'],
    comment: 'Who may publish to the topic.',
  },
  ...(
    [
      ['sagemaker', 'ExecutionRole', 'the SageMaker jobs and models'],
      ['evaluator', 'EvaluatorRole', 'the quality gate'],
      ['lifecycle', 'LifecycleRole', 'the function that clears away'],
      ['pipeline', 'PipelineRole', 'the state machine'],
    ] as const
  ).flatMap(([name, resource, whose]) => [
    { name: `${name}_trust`, resource, path: ['AssumeRolePolicyDocument'], comment: `Who takes the role of ${whose}.` },
    { name, resource, path: ['Policies', 0, 'PolicyDocument'], comment: `What the role of ${whose} may do.` },
  ]),
  { name: 'clean_up', resource: 'CleanUpPolicy', path: ['PolicyDocument'], comment: 'What clearing away needs besides.' },
];

/** `policies.tf`: every policy document of the template as a data source. @throws Error where the template has none */
export function renderPolicies(template: Template): string {
  const translator = new Translator(Object.keys(template.Parameters));
  return renderBlocks(
    POLICY_SOURCES.map(({ name, resource, path, comment }) => ({
      type: 'data',
      labels: ['aws_iam_policy_document', name],
      comment,
      blocks: documentAt(template, resource, path).Statement.map((statement) => statementBlock(statement, translator)),
    })),
  );
}

function documentAt(template: Template, resource: string, path: readonly (string | number)[]): PolicyDocument {
  let at: unknown = template.Resources[resource]?.Properties;
  for (const step of path) at = (at as Record<string | number, unknown> | undefined)?.[step];
  if (at === undefined) throw new Error(`The template has no ${resource}.${path.join('.')}`);
  return at as PolicyDocument;
}

function statementBlock(given: unknown, translator: Translator): Block {
  const [condition, statement] = (given as { readonly 'Fn::If'?: readonly [string, Statement, unknown] })['Fn::If'] ?? [];
  if (condition === undefined) return { type: 'statement', ...content(given as Statement, translator) };
  return {
    type: 'dynamic',
    labels: ['statement'],
    arguments: { for_each: { hcl: `${conditionOf(condition)} ? [1] : []` } },
    blocks: [{ type: 'content', ...content(statement as Statement, translator) }],
  };
}

function content(statement: Statement, translator: Translator): Pick<Block, 'arguments' | 'blocks'> {
  const { Sid, Effect, Principal, Action, Resource, Condition = {} } = statement;
  return {
    arguments: {
      ...(Sid === undefined ? {} : { sid: Sid }),
      ...(Effect === 'Allow' ? {} : { effect: Effect }),
      actions: list(Action),
      ...(Resource === undefined ? {} : { resources: list(translator.value(Resource)) }),
    },
    blocks: [...principals(Principal, translator), ...conditions(Condition, translator)],
  };
}

function principals(principal: Statement['Principal'], translator: Translator): readonly Block[] {
  if (principal === undefined) return [];
  const entries = typeof principal === 'string' ? [['*', principal] as const] : Object.entries(principal);
  return entries.map(([type, identifiers]) => ({
    type: 'principals',
    arguments: { type, identifiers: list(translator.value(identifiers)) },
  }));
}

function conditions(condition: NonNullable<Statement['Condition']>, translator: Translator): readonly Block[] {
  return Object.entries(condition).flatMap(([test, variables]) =>
    Object.entries(variables).map(([variable, values]) => ({
      type: 'condition',
      arguments: { test, variable, values: list(translator.value(values)) },
    })),
  );
}

function list(value: HclValue | readonly string[]): readonly HclValue[] {
  return Array.isArray(value) ? value : [value as HclValue];
}
