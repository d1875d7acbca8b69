import { App } from 'aws-cdk-lib';
import { PipelineStage } from './stages/pipeline-stage.ts';
import { ADD_ONS, type AddOn } from './stages/stage-config.ts';
import { DEFAULT_STAGE, type StageName, stages } from './stages/stages.ts';

/** Settings of the synthesis. */
export interface PipelineAppProps {
  /** @default - the context value `stage`, else the plain core stack */
  readonly stage?: StageName;
  /** Add-ons besides the stage's own. @default - the context value `with`, else none */
  readonly addOns?: readonly AddOn[];
  /** Directory of the cloud assembly. @default - as the CDK CLI says */
  readonly outdir?: string;
}

/**
 * The CDK app, also as `npx cdk synth -c stage=prod -c with=triggers`. Where its stacks go is decided by who deploys them: one
 * template serves every account and region.
 */
export class PipelineApp extends App {
  readonly stage: PipelineStage;

  constructor({ stage, addOns, outdir }: PipelineAppProps = {}) {
    super({
      analyticsReporting: false,
      context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
      ...(outdir !== undefined && { outdir }),
    });
    const context = (key: string): string => String(this.node.tryGetContext(key) ?? '');
    const name = stage ?? parseStage(context('stage') || DEFAULT_STAGE);
    this.stage = new PipelineStage(this, name, { config: stages[name], addOns: addOns ?? parseAddOns(context('with')) });
  }
}

/**
 * The name of a stage, as somebody typed it.
 *
 * @throws Error naming the stages there are
 */
export function parseStage(name: string): StageName {
  if (Object.hasOwn(stages, name)) return name as StageName;
  throw new Error(`Unknown stage ${name}. The stages are ${Object.keys(stages).join(', ')}`);
}

/**
 * Names of add-ons, separated by commas.
 *
 * @throws Error naming the add-ons there are
 */
export function parseAddOns(names: string): readonly AddOn[] {
  return names
    .split(',')
    .filter((name) => name !== '')
    .map((name) => {
      const addOn = ADD_ONS.find((known) => known === name.trim());
      if (addOn === undefined) throw new Error(`Unknown add-on ${name.trim()}. The add-ons are ${ADD_ONS.join(', ')}`);
      return addOn;
    });
}
