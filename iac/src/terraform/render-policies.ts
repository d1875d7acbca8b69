import { documentAt, POLICY_SOURCES } from '../template/policy-documents.ts';
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

/** What the module's functions need not do: Terraform uploads the scripts itself, and waits for the clean-up's one invocation. */
const LEFT_OUT: readonly { readonly policy: string; readonly action: string }[] = [
  { policy: 'lifecycle', action: 's3:PutObject' },
  { policy: 'clean_up', action: 'lambda:InvokeFunction' },
];

/** `policies.tf`: every policy document of the template as a data source. @throws Error where the template has none */
export function renderPolicies(template: Template): string {
  const translator = new Translator(Object.keys(template.Parameters));
  return renderBlocks(
    POLICY_SOURCES.map(({ name, resource, path, comment }) => ({
      type: 'data',
      labels: ['aws_iam_policy_document', name],
      comment,
      blocks: documentAt(template, resource, path)
        .Statement.filter(
          (statement) => !LEFT_OUT.some(({ policy, action }) => policy === name && action === (statement as Statement).Action),
        )
        .map((statement) => statementBlock(statement, translator)),
    })),
  );
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
      ...(Resource === undefined ? {} : { resources: resources(translator.value(Resource)) }),
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

/** Resources that are a list variable of the module stand alone. */
function resources(value: HclValue): HclValue {
  const isVariable = typeof value === 'object' && 'hcl' in value && /^var\.\w+s$/.test(String(value.hcl));
  return isVariable ? value : list(value);
}

function list(value: HclValue | readonly string[]): readonly HclValue[] {
  return Array.isArray(value) ? value : [value as HclValue];
}
