import { describe, expect, it } from 'vitest';
import { requiredPermissions } from '../integrations/required-permissions.ts';
import type { State, StateMachineDefinition } from '../language/state-machine.ts';
import { validateStateMachine } from '../validate/validate-state-machine.ts';
import { deploymentDefinition } from './deployment/deployment-definition.ts';
import { deploymentVariant, pipelineVariant } from './pipeline-variants.ts';
import { deploymentSubstitutions, pipelineSubstitutions, substitute } from './substitutions.ts';
import { pipelineDefinition } from './training-pipeline.ts';

/** The states that can follow a state. */
function nextOf(state: State): readonly string[] {
  return [...JSON.stringify(state).matchAll(/"(?:Next|Default)":"(\w+)"/g)].map(([, name]) => name as string);
}

function expressionsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('{%') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsOf) : [];
}

function permissionsOf(definition: StateMachineDefinition): readonly string[] {
  return requiredPermissions(definition).map(({ actions, resource, conditions }) => {
    const on = resource.kind === 'any' ? '*' : `${resource.service}:${resource.type}/${resource.name ?? '*'}`;
    return `${on}${conditions ? ` if ${JSON.stringify(conditions)}` : ''}: ${actions.join(' ')}`;
  });
}

/** States that may be entered before variables are set that only a part of the run sets. */
const late = {
  pipeline: ['Explain', 'DeployFailed', 'Notify', 'Ended', 'PipelineFailed'],
  deployment: [
    'Explain',
    'RollBack',
    'FindChangedEndpoint',
    'ServesNewConfig',
    'ServesFormerConfig',
    'DeleteEndpointConfig',
    'DeleteModel',
    'RollBackFailed',
    'DeploymentFailed',
  ],
} as const;

const machines = [
  {
    machine: 'pipeline',
    definition: pipelineDefinition,
    full: pipelineVariant({ hasVpc: true, hasKmsKey: true }),
    substitutions: pipelineSubstitutions,
    maxBytes: 15_000,
    maxStates: 25,
  },
  {
    machine: 'deployment',
    definition: deploymentDefinition,
    full: deploymentVariant({ hasVpc: true, hasKmsKey: true }),
    substitutions: deploymentSubstitutions,
    maxBytes: 15_000,
    maxStates: 38,
  },
] as const;

describe.each(machines)(
  'the definition of the $machine machine',
  ({ machine, definition, full, substitutions, maxBytes, maxStates }) => {
    it('leads only to states that exist, and to each of them from its start', () => {
      const names = Object.keys(definition.States);
      const reached = new Set<string>();
      const open = [definition.StartAt];
      for (let name = open.pop(); name !== undefined; name = open.pop()) {
        expect(names).toContain(name);
        if (reached.has(name)) continue;
        reached.add(name);
        open.push(...nextOf(definition.States[name] as State));
      }
      expect([...reached].sort()).toEqual(names.sort());
    });

    it('sets every variable that a failure path reads at the start', () => {
      const prepare = definition.States['Prepare'] as { Assign: object };
      for (const name of late[machine]) {
        const state = definition.States[name];
        expect(state, name).toBeDefined();
        for (const variable of expressionsOf(state).flatMap((expression) => expression.match(/\$[A-Z]\w*/g) ?? []))
          expect(Object.keys(prepare.Assign)).toContain(variable.slice(1));
      }
    });

    it('uses the tokens that are described, and describes no other', () => {
      const used = new Set([...JSON.stringify(full).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
      expect([...used].sort()).toEqual(Object.keys(substitutions).sort());
    });

    it('uses only what every Step Functions has: no $hash, no $uuid, no $eval, no bare $', () => {
      for (const expression of expressionsOf(definition)) {
        expect(expression).not.toMatch(/\$(hash|uuid|eval|partition|range)\b/);
        const code = expression.replace(/'(?:\\.|[^'\\])*'/g, "''").replace(/\/(?:\\.|[^/\\])+\//g, '');
        expect(code).not.toMatch(/\$(?![A-Za-z])/);
        expect(expression).not.toContain('"$');
      }
    });

    it('is what Step Functions accepts, once the tokens are replaced', () => {
      const values = Object.fromEntries(Object.keys(substitutions).map((name) => [name, name === 'Partition' ? 'aws-cn' : name]));
      expect(validateStateMachine(substitute(definition, values))).toEqual([]);
    });

    it('is small enough to be read', () => {
      expect(JSON.stringify(definition).length).toBeLessThan(maxBytes);
      expect(Object.keys(definition.States).length).toBeLessThanOrEqual(maxStates);
    });
  },
);

describe('the permissions of the pipeline machine', () => {
  it('are these, and no others', () => {
    expect(permissionsOf(pipelineDefinition)).toMatchInlineSnapshot(`
      [
        "events:rule/StepFunctionsGetEventsForSageMakerProcessingJobsRule: events:DescribeRule events:PutRule events:PutTargets",
        "events:rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule: events:DescribeRule events:PutRule events:PutTargets",
        "events:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule: events:DescribeRule events:PutRule events:PutTargets",
        "iam:role/\${SageMakerRoleArn} if {"StringEquals":{"iam:PassedToService":"sagemaker.amazonaws.com"}}: iam:PassRole",
        "lambda:function/\${EvaluatorFunctionArn}: lambda:InvokeFunction",
        "s3:object/\${BucketName}/processed-data/*: s3:GetObject",
        "sagemaker:processing-job/*: sagemaker:AddTags sagemaker:CreateProcessingJob sagemaker:DescribeProcessingJob sagemaker:ListTags sagemaker:StopProcessingJob",
        "sagemaker:training-job/*: sagemaker:AddTags sagemaker:CreateTrainingJob sagemaker:DescribeTrainingJob sagemaker:ListTags sagemaker:StopTrainingJob",
        "sns:topic/\${TopicArn}: sns:Publish",
        "states:execution/\${DeploymentStateMachineArn}: states:DescribeExecution states:StopExecution",
        "states:stateMachine/\${DeploymentStateMachineArn}: states:StartExecution",
      ]
    `);
  });
});

describe('the permissions of the deployment machine', () => {
  it('are these, and no others', () => {
    expect(permissionsOf(deploymentDefinition)).toMatchInlineSnapshot(`
      [
        "*: sagemaker:ListEndpoints",
        "iam:role/\${SageMakerRoleArn} if {"StringEquals":{"iam:PassedToService":"sagemaker.amazonaws.com"}}: iam:PassRole",
        "sagemaker:endpoint/*: sagemaker:AddTags sagemaker:CreateEndpoint sagemaker:DeleteEndpoint sagemaker:DescribeEndpoint sagemaker:InvokeEndpoint sagemaker:UpdateEndpoint",
        "sagemaker:endpoint-config/*: sagemaker:AddTags sagemaker:CreateEndpoint sagemaker:CreateEndpointConfig sagemaker:DeleteEndpointConfig sagemaker:UpdateEndpoint",
        "sagemaker:model/*: sagemaker:AddTags sagemaker:CreateModel sagemaker:DeleteModel",
      ]
    `);
  });
});

describe('substitute', () => {
  const values = Object.fromEntries(Object.keys(deploymentSubstitutions).map((name) => [name, `"${name}"\\`]));

  it('replaces every token, whatever the value holds', () => {
    const filled = substitute(deploymentDefinition, values);

    expect(JSON.stringify(filled)).not.toContain('${');
    expect((filled.States['CreateModel'] as { Arguments: object }).Arguments).toMatchObject({
      ExecutionRoleArn: '"SageMakerRoleArn"\\',
    });
  });

  it('names the tokens that have no value', () => {
    expect(() => substitute(pipelineDefinition, { StackName: 'stack', toString: 'no' } as never)).toThrow(
      /^No value for \$\{DataArns\}, .*\$\{TopicArn\} in the definition$/,
    );
  });
});
