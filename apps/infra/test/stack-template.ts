import type { PipelineArtifacts } from '@stepmaker/pipeline-cdk';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GovernanceStack } from '../src/stacks/governance-stack.ts';
import { MlPipelineStack } from '../src/stacks/ml-pipeline-stack.ts';
import { NetworkStack } from '../src/stacks/network-stack.ts';
import { ObservabilityStack } from '../src/stacks/observability-stack.ts';
import { TriggersStack } from '../src/stacks/triggers-stack.ts';
import type { AddOn } from '../src/stages/stage-config.ts';

/** A statement of a policy as it stands in the template. */
export interface TemplateStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Recognisable texts in the place of what other projects build. */
export const ARTIFACTS: PipelineArtifacts = {
  evaluatorCode: 'exports.handler = "evaluator"',
  lifecycleCode: 'exports.handler = "lifecycle"',
  scripts: { 'preprocess.py': 'one()', 'train.py': 'two()', 'evaluate.py': 'three()', 'inference.py': 'four()' },
};

/** The core stack's template, with small texts for code and scripts. */
export function stackTemplate(): Template {
  return Template.fromStack(new MlPipelineStack(new App(), 'ml-pipeline', { artifacts: ARTIFACTS }));
}

/** The template of an add-on stack. */
export function addOnTemplate(addOn: AddOn): Template {
  const app = new App();
  const makers: Readonly<Record<AddOn, () => Stack>> = {
    network: () => new NetworkStack(app, 'network', {}),
    governance: () => new GovernanceStack(app, 'governance', { lifecycleCode: ARTIFACTS.lifecycleCode }),
    observability: () => new ObservabilityStack(app, 'observability', {}),
    triggers: () => new TriggersStack(app, 'triggers', {}),
  };
  return Template.fromStack(makers[addOn]());
}

/** All actions that a role's policies allow, sorted. */
export function allowedActions(template: Template, role: string): string[] {
  return statementsOf(template, role)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action)
    .sort();
}

/** The statements of a role's own policies and of those attached to it. */
export function statementsOf(template: Template, role: string): TemplateStatement[] {
  const resources = template.toJSON()['Resources'];
  const attached = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
    Properties.Roles.some((ref: { readonly Ref: string }) => ref.Ref === role),
  );
  return [...resources[role].Properties.Policies, ...attached.map(({ Properties }) => Properties)].flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.map(unconditional),
  );
}

/** The statement that holds under a condition of the template, or the statement itself. */
function unconditional(
  statement: TemplateStatement | { readonly 'Fn::If': readonly [string, TemplateStatement, unknown] },
): TemplateStatement {
  return 'Fn::If' in statement ? statement['Fn::If'][1] : statement;
}
