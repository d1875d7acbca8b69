import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { readStack } from '@stepmaker/stack-deployer';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { PipelineApp } from '../pipeline-app.ts';
import { ADD_ONS, type AddOn } from '../stages/stage-config.ts';
import { type StageName, stages } from '../stages/stages.ts';

/** The stacks of a stage, as they were synthesised. */
export interface StageStacks {
  readonly core: CloudFormationStackArtifact;
  /** Stacks in the order of their deployment, the core among them. */
  readonly inOrder: readonly CloudFormationStackArtifact[];
  /** The core, and the others in the order in which they are deployed. */
  readonly coreFirst: readonly CloudFormationStackArtifact[];
}

/** Synthesises a stage into `outdir`. */
export function synthesiseStage(stage: StageName, addOns: readonly AddOn[], outdir: string): StageStacks {
  const stacks = new PipelineApp({ stage, addOns, outdir }).synth().stacksRecursively;
  const core = stacks.find(({ stackName }) => stackName === stages[stage].stackName);
  if (!core) throw new Error(`The stage ${stage} has no stack ${stages[stage].stackName}`);
  const before = stacks.filter((stack) => isBefore(stack, core));
  const after = stacks.filter((stack) => isBefore(core, stack));
  return { core, inOrder: [...before, core, ...after], coreFirst: [core, ...before, ...after] };
}

/** Whether the one stack must be there before the other. */
export function isBefore(stack: CloudFormationStackArtifact, other: CloudFormationStackArtifact): boolean {
  return other.dependencies.some(({ id }) => id === stack.id);
}

/** The add-ons of a stage that were deployed, also by other commands: the core stack cannot go while they are there. */
export async function deployedAddOns(cloudformation: CloudFormationClient, stage: StageName): Promise<readonly AddOn[]> {
  const { stackName } = stages[stage];
  const found = await Promise.all(
    ADD_ONS.map(async (addOn) => ((await readStack(cloudformation, `${stackName}-${addOn}`)) ? [addOn] : [])),
  );
  return found.flat();
}
