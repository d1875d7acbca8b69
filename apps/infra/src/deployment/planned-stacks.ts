import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { PipelineApp } from '../pipeline-app.ts';
import { ADD_ONS, type AddOn } from '../stages/stage-config.ts';
import { type StageName, stages } from '../stages/stages.ts';
import { deployedStack } from './deployed-stacks.ts';

/** The stacks of a stage, as they were synthesised. */
export interface StageStacks {
  readonly core: CloudFormationStackArtifact;
  /** In the order in which they are deployed, the core among them. */
  readonly inOrder: readonly CloudFormationStackArtifact[];
}

/** Synthesises a stage into `outdir`. */
export function synthesiseStage(stage: StageName, addOns: readonly AddOn[], outdir: string): StageStacks {
  const stacks = new PipelineApp({ stage, addOns, outdir }).synth().stacksRecursively;
  const core = stacks.find(({ stackName }) => stackName === stages[stage].stackName);
  if (!core) throw new Error(`The stage ${stage} has no stack ${stages[stage].stackName}`);
  return {
    core,
    inOrder: [...stacks.filter((stack) => isBefore(stack, core)), core, ...stacks.filter((stack) => isBefore(core, stack))],
  };
}

/** Whether the one stack must be there before the other. */
export function isBefore(stack: CloudFormationStackArtifact, other: CloudFormationStackArtifact): boolean {
  return other.dependencies.some(({ id }) => id === stack.id);
}

/** The add-ons of a stage that were deployed, whoever asked for them: the core stack cannot go while they are there. */
export async function deployedAddOns(region: string, stage: StageName): Promise<readonly AddOn[]> {
  const { stackName } = stages[stage];
  const found = await Promise.all(
    ADD_ONS.map(async (addOn) => ((await deployedStack(region, `${stackName}-${addOn}`)) ? [addOn] : [])),
  );
  return found.flat();
}
