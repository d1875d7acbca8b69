import { describe, expect, it } from 'vitest';
import type { StateMachineDefinition } from '../language/state-machine.ts';
import { validateStateMachine } from '../validate/validate-state-machine.ts';
import { deploymentDefinition } from './deployment/deployment-definition.ts';
import { deploymentVariant, pipelineVariant } from './pipeline-variants.ts';
import { deploymentSubstitutions, pipelineSubstitutions, substitute } from './substitutions.ts';
import { pipelineDefinition } from './training-pipeline.ts';

const vpc = {
  SecurityGroupIds: "{% $split('${SecurityGroupIds}',',') %}",
  Subnets: "{% $split('${SubnetIds}',',') %}",
};

describe('pipelineVariant', () => {
  it('is the definition itself where a stack gives neither network nor key', () => {
    expect(pipelineVariant({ hasVpc: false, hasKmsKey: false })).toEqual(pipelineDefinition);
  });

  it('puts every job into the VPC, and changes nothing else', () => {
    const { States } = pipelineVariant({ hasVpc: true, hasKmsKey: false });

    for (const name of ['Preprocess', 'Evaluate']) {
      expect(States[name]).toMatchObject({ Arguments: { NetworkConfig: { VpcConfig: vpc } } });
    }
    expect(States['Train']).toMatchObject({ Arguments: { VpcConfig: vpc } });
    expect(changed(pipelineDefinition, States)).toEqual(['Preprocess', 'Train', 'Evaluate']);
  });

  it("encrypts volumes and outputs with the customer's key, and changes nothing else", () => {
    const { States } = pipelineVariant({ hasVpc: false, hasKmsKey: true });

    for (const name of ['Preprocess', 'Evaluate']) {
      expect(States[name]).toMatchObject({
        Arguments: {
          ProcessingResources: { ClusterConfig: { InstanceCount: 1, VolumeKmsKeyId: '${KmsKeyArn}' } },
          ProcessingOutputConfig: { KmsKeyId: '${KmsKeyArn}' },
        },
      });
    }
    expect(States['Train']).toMatchObject({
      Arguments: { ResourceConfig: { VolumeKmsKeyId: '${KmsKeyArn}' }, OutputDataConfig: { KmsKeyId: '${KmsKeyArn}' } },
    });
    expect(changed(pipelineDefinition, States)).toEqual(['Preprocess', 'Train', 'Evaluate']);
  });

  it('is valid in full', () => {
    const values = Object.fromEntries(
      Object.keys(pipelineSubstitutions).map((name) => [name, name === 'Partition' ? 'aws' : '1']),
    );

    expect(validateStateMachine(substitute(pipelineVariant({ hasVpc: true, hasKmsKey: true }), values as never))).toEqual([]);
  });
});

describe('deploymentVariant', () => {
  it('is the definition itself where a stack gives neither network nor key', () => {
    expect(deploymentVariant({ hasVpc: false, hasKmsKey: false })).toEqual(deploymentDefinition);
  });

  it('puts the model into the VPC and encrypts the volume of the endpoint, and changes nothing else', () => {
    const { States } = deploymentVariant({ hasVpc: true, hasKmsKey: true });

    expect(States['CreateModel']).toMatchObject({ Arguments: { VpcConfig: vpc } });
    expect(States['CreateEndpointConfig']).toMatchObject({ Arguments: { KmsKeyId: '${KmsKeyArn}' } });
    expect(changed(deploymentDefinition, States)).toEqual(['CreateModel', 'CreateEndpointConfig']);
  });

  it('is valid in full', () => {
    const values = Object.fromEntries(
      Object.keys(deploymentSubstitutions).map((name) => [name, name === 'Partition' ? 'aws' : '1']),
    );

    expect(validateStateMachine(substitute(deploymentVariant({ hasVpc: true, hasKmsKey: true }), values))).toEqual([]);
  });
});

function changed(definition: StateMachineDefinition, states: object): string[] {
  const original: object = definition.States;
  return Object.entries(states)
    .filter(([name, state]) => JSON.stringify(state) !== JSON.stringify(original[name as keyof typeof original]))
    .map(([name]) => name);
}
