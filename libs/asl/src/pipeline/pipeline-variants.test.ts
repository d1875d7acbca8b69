import { describe, expect, it } from 'vitest';
import { validateStateMachine } from '../validate/validate-state-machine.ts';
import { pipelineVariant } from './pipeline-variants.ts';
import { pipelineSubstitutions, substitute } from './substitutions.ts';
import { pipelineDefinition } from './training-pipeline.ts';

const vpc = {
  SecurityGroupIds: "{% $split('${SecurityGroupIds}',',') %}",
  Subnets: "{% $split('${SubnetIds}',',') %}",
};

describe('pipelineVariant', () => {
  it('is the definition itself where a stack gives neither network nor key', () => {
    expect(pipelineVariant({ hasVpc: false, hasKmsKey: false })).toEqual(pipelineDefinition);
  });

  it('puts every job and the model into the VPC, and changes nothing else', () => {
    const { States } = pipelineVariant({ hasVpc: true, hasKmsKey: false });

    for (const name of ['Preprocess', 'Evaluate']) {
      expect(States[name]).toMatchObject({ Arguments: { NetworkConfig: { VpcConfig: vpc } } });
    }
    for (const name of ['Train', 'CreateModel']) expect(States[name]).toMatchObject({ Arguments: { VpcConfig: vpc } });
    expect(changed(States)).toEqual(['Preprocess', 'Train', 'Evaluate', 'CreateModel']);
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
    expect(States['CreateEndpointConfig']).toMatchObject({ Arguments: { KmsKeyId: '${KmsKeyArn}' } });
    expect(changed(States)).toEqual(['Preprocess', 'Train', 'Evaluate', 'CreateEndpointConfig']);
  });

  it('is valid in full', () => {
    const values = Object.fromEntries(
      Object.keys(pipelineSubstitutions).map((name) => [name, name === 'Partition' ? 'aws' : '1']),
    );

    expect(validateStateMachine(substitute(pipelineVariant({ hasVpc: true, hasKmsKey: true }), values as never))).toEqual([]);
  });
});

function changed(states: object): string[] {
  const original: object = pipelineDefinition.States;
  return Object.entries(states)
    .filter(([name, state]) => JSON.stringify(state) !== JSON.stringify(original[name as keyof typeof original]))
    .map(([name]) => name);
}
