import { createEndpointConfig } from '../integrations/create-endpoint-config.ts';
import { createModel } from '../integrations/create-model.ts';
import { createProcessingJob } from '../integrations/create-processing-job.ts';
import { createTrainingJob } from '../integrations/create-training-job.ts';
import type { JsonValue } from '../language/json.ts';
import { jsonata } from '../language/jsonata.ts';
import type { State, StateMachineDefinition } from '../language/state-machine.ts';
import { deploymentDefinition } from './deployment/deployment-definition.ts';
import { pipelineDefinition } from './training-pipeline.ts';

/** Options of a stack for the pipeline's jobs, models and endpoints. */
export interface PipelineVariant {
  /** Whether jobs and models run in a VPC: the tokens `${SubnetIds}` and `${SecurityGroupIds}` have its subnets and security groups, separated by commas. */
  readonly hasVpc: boolean;
  /** Whether their volumes and outputs are encrypted with the customer's key `${KmsKeyArn}`. */
  readonly hasKmsKey: boolean;
}

type JsonObject = { readonly [name: string]: JsonValue };

const vpcConfig: JsonObject = {
  SecurityGroupIds: jsonata("$split('${SecurityGroupIds}', ',')"),
  Subnets: jsonata("$split('${SubnetIds}', ',')"),
};

const kmsKey = '${KmsKeyArn}';

/** Arguments of a VPC, by the resource of the task. */
const vpcArguments: Readonly<Record<string, JsonObject>> = {
  [createProcessingJob.resource]: { NetworkConfig: { VpcConfig: vpcConfig } },
  [createTrainingJob.resource]: { VpcConfig: vpcConfig },
  [createModel.resource]: { VpcConfig: vpcConfig },
};

/** Arguments of a customer's key, by the resource of the task. */
const kmsArguments: Readonly<Record<string, JsonObject>> = {
  [createProcessingJob.resource]: {
    ProcessingResources: { ClusterConfig: { VolumeKmsKeyId: kmsKey } },
    ProcessingOutputConfig: { KmsKeyId: kmsKey },
  },
  [createTrainingJob.resource]: { ResourceConfig: { VolumeKmsKeyId: kmsKey }, OutputDataConfig: { KmsKeyId: kmsKey } },
  [createEndpointConfig.resource]: { KmsKeyId: kmsKey },
};

/**
 * The pipeline's definition with the arguments that a stack gives or leaves out. SageMaker accepts neither an empty VPC nor an empty key, and
 * Step Functions accepts no undefined argument, so the choice between definitions is made when the stack is deployed.
 */
export function pipelineVariant(variant: PipelineVariant): StateMachineDefinition {
  return variantOf(pipelineDefinition, variant);
}

/** The deployment machine's definition with the arguments that a stack gives or leaves out, as {@link pipelineVariant}. */
export function deploymentVariant(variant: PipelineVariant): StateMachineDefinition {
  return variantOf(deploymentDefinition, variant);
}

function variantOf(definition: StateMachineDefinition, { hasVpc, hasKmsKey }: PipelineVariant): StateMachineDefinition {
  const States = Object.fromEntries(
    Object.entries(definition.States).map(([name, state]) => {
      if (state.Type !== 'Task') return [name, state];
      const resource = state.Resource.replace(/\.sync$/, '');
      const added = merge(hasVpc ? vpcArguments[resource] : undefined, hasKmsKey ? kmsArguments[resource] : undefined);
      return [name, (added ? merge(state as unknown as JsonObject, { Arguments: added }) : state) as unknown as State];
    }),
  );
  return { ...definition, States };
}

/** `base` with the members of `more`, objects member by member. */
function merge(base: JsonObject | undefined, more: JsonObject | undefined): JsonObject | undefined {
  if (base === undefined || more === undefined) return base ?? more;
  const merged: Record<string, JsonValue> = { ...base };
  for (const [name, value] of Object.entries(more)) {
    const known = merged[name];
    merged[name] = isObject(known) && isObject(value) ? (merge(known, value) as JsonValue) : value;
  }
  return merged;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
