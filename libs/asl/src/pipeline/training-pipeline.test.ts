import { describe, expect, it } from 'vitest';
import { requiredPermissions } from '../integrations/required-permissions.ts';
import type { State } from '../language/state-machine.ts';
import { validateStateMachine } from '../validate/validate-state-machine.ts';
import { pipelineVariant } from './pipeline-variants.ts';
import { pipelineSubstitutions, substitute } from './substitutions.ts';
import { pipelineDefinition } from './training-pipeline.ts';

/** Where a state can go on. */
function nextOf(state: State): readonly string[] {
  return [...JSON.stringify(state).matchAll(/"(?:Next|Default)":"(\w+)"/g)].map(([, name]) => name as string);
}

function expressionsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('{%') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsOf) : [];
}

const text = JSON.stringify(pipelineDefinition);

describe('the pipeline’s definition', () => {
  it('leads only to states that are there, and to each of them from its start', () => {
    const names = Object.keys(pipelineDefinition.States);
    const reached = new Set<string>();
    const open = [pipelineDefinition.StartAt];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      expect(names).toContain(name);
      if (reached.has(name)) continue;
      reached.add(name);
      open.push(...nextOf(pipelineDefinition.States[name] as State));
    }
    expect([...reached].sort()).toEqual(names.sort());
  });

  it('sets every variable before it is read: those that clean-up and the ends read are there from the start', () => {
    const prepare = pipelineDefinition.States['Prepare'] as { Assign: object };
    for (const name of [
      'CleanUp',
      'DeleteEndpointConfig',
      'DeleteModel',
      'Explain',
      'Notify',
      'Ended',
      'PipelineFailed',
      'NextMove',
    ]) {
      const variables = expressionsOf(pipelineDefinition.States[name]).flatMap(
        (expression) => expression.match(/\$[A-Z]\w*/g) ?? [],
      );
      for (const variable of variables) expect(Object.keys(prepare.Assign)).toContain(variable.slice(1));
    }
  });

  it('uses the tokens that are described, and describes no other', () => {
    const whole = JSON.stringify(pipelineVariant({ hasVpc: true, hasKmsKey: true }));
    const used = new Set([...whole.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(pipelineSubstitutions).sort());
  });

  it('keeps to what every Step Functions has: no $hash, no $uuid, no $eval, no bare $', () => {
    for (const expression of expressionsOf(pipelineDefinition)) {
      expect(expression).not.toMatch(/\$(hash|uuid|eval|partition|range)\b/);
      const code = expression.replace(/'(?:\\.|[^'\\])*'/g, "''").replace(/\/(?:\\.|[^/\\])+\//g, '');
      expect(code).not.toMatch(/\$(?![A-Za-z])/);
      expect(expression).not.toContain('"$');
    }
  });

  it('is what Step Functions accepts, once the tokens are filled in', () => {
    const values = Object.fromEntries(
      Object.keys(pipelineSubstitutions).map((name) => [name, name === 'Partition' ? 'aws-cn' : name]),
    );
    expect(validateStateMachine(substitute(pipelineDefinition, values as never))).toEqual([]);
  });

  it('is small enough to be read', () => {
    expect(text.length).toBeLessThan(19_000);
    expect(Object.keys(pipelineDefinition.States).length).toBeLessThanOrEqual(35);
  });

  it('needs these permissions, and no others', () => {
    const lines = requiredPermissions(pipelineDefinition).map(({ actions, resource, conditions }) => {
      const on = resource.kind === 'any' ? '*' : `${resource.service}:${resource.type}/${resource.name ?? '*'}`;
      return `${on}${conditions ? ` if ${JSON.stringify(conditions)}` : ''}: ${actions.join(' ')}`;
    });
    expect(lines).toMatchInlineSnapshot(`
      [
        "*: sagemaker:ListEndpoints",
        "events:rule/StepFunctionsGetEventsForSageMakerProcessingJobsRule: events:DescribeRule events:PutRule events:PutTargets",
        "events:rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule: events:DescribeRule events:PutRule events:PutTargets",
        "iam:role/\${SageMakerRoleArn} if {"StringEquals":{"iam:PassedToService":"sagemaker.amazonaws.com"}}: iam:PassRole",
        "lambda:function/\${EvaluatorFunctionArn}: lambda:InvokeFunction",
        "s3:object/\${BucketName}/processed-data/*: s3:GetObject",
        "sagemaker:endpoint/*: sagemaker:AddTags sagemaker:CreateEndpoint sagemaker:DeleteEndpoint sagemaker:DescribeEndpoint sagemaker:InvokeEndpoint sagemaker:UpdateEndpoint",
        "sagemaker:endpoint-config/*: sagemaker:AddTags sagemaker:CreateEndpoint sagemaker:CreateEndpointConfig sagemaker:DeleteEndpointConfig sagemaker:UpdateEndpoint",
        "sagemaker:model/*: sagemaker:AddTags sagemaker:CreateModel sagemaker:DeleteModel",
        "sagemaker:processing-job/*: sagemaker:AddTags sagemaker:CreateProcessingJob sagemaker:DescribeProcessingJob sagemaker:ListTags sagemaker:StopProcessingJob",
        "sagemaker:training-job/*: sagemaker:AddTags sagemaker:CreateTrainingJob sagemaker:DescribeTrainingJob sagemaker:ListTags sagemaker:StopTrainingJob",
        "sns:topic/\${TopicArn}: sns:Publish",
      ]
    `);
  });
});

describe('substitute', () => {
  const values = Object.fromEntries(Object.keys(pipelineSubstitutions).map((name) => [name, `"${name}"\\`])) as never;

  it('fills in every token, whatever is in the value', () => {
    const filled = substitute(pipelineDefinition, values);

    expect(JSON.stringify(filled)).not.toContain('${');
    expect((filled.States['CreateModel'] as { Arguments: object }).Arguments).toMatchObject({
      ExecutionRoleArn: '"SageMakerRoleArn"\\',
    });
  });

  it('names the tokens that have no value', () => {
    expect(() => substitute(pipelineDefinition, { StackName: 'stack', toString: 'no' } as never)).toThrow(
      /^No value for \$\{BucketName\}, .*\$\{TopicArn\} in the definition$/,
    );
  });
});
