import { readArtifacts } from '@stepmaker/pipeline-cdk/constructs';
import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AddOnStack } from '../stacks/add-on-stack.ts';
import { GovernanceStack } from '../stacks/governance-stack.ts';
import { MlPipelineStack } from '../stacks/ml-pipeline-stack.ts';
import { NetworkStack } from '../stacks/network-stack.ts';
import { ObservabilityStack } from '../stacks/observability-stack.ts';
import type { SelfContainedStack } from '../stacks/self-contained-stack.ts';
import { TriggersStack } from '../stacks/triggers-stack.ts';
import { ADD_ONS, ADD_ONS_BEFORE_CORE, type AddOn, type ParameterValues, type StageConfig } from './stage-config.ts';

/** Properties of a stage. */
export interface PipelineStageProps {
  readonly config: StageConfig;
  /** Further add-ons. */
  readonly addOns: readonly AddOn[];
}

/** One deployment of the pipeline: the core stack, and the add-on stacks of its configuration or asked for. */
export class PipelineStage extends Stage {
  /** The stacks in the order in which they are deployed. */
  readonly stacks: readonly SelfContainedStack[];

  constructor(scope: Construct, id: string, { config, addOns }: PipelineStageProps) {
    super(scope, id);
    const { stackName: pipelineStackName, terminationProtection = false, parameters = {}, addOnParameters = {} } = config;
    const artifacts = readArtifacts();
    const wanted = ADD_ONS.filter((addOn) => config.addOns?.includes(addOn) || addOns.includes(addOn));
    const makers: Readonly<
      Record<AddOn, (props: { stackName: string; pipelineStackName: string; terminationProtection: boolean }) => AddOnStack>
    > = {
      network: (props) => new NetworkStack(this, 'network', props),
      governance: (props) => new GovernanceStack(this, 'governance', { ...props, lifecycleCode: artifacts.lifecycleCode }),
      observability: (props) => new ObservabilityStack(this, 'observability', props),
      triggers: (props) => new TriggersStack(this, 'triggers', props),
    };
    const add = (addOn: AddOn): AddOnStack => {
      const stack = makers[addOn]({ stackName: `${pipelineStackName}-${addOn}`, pipelineStackName, terminationProtection });
      setDefaults(stack, addOnParameters[addOn] ?? {});
      return stack;
    };

    const before = wanted.filter((addOn) => ADD_ONS_BEFORE_CORE.has(addOn)).map(add);
    const core = new MlPipelineStack(this, 'ml-pipeline', { stackName: pipelineStackName, terminationProtection, artifacts });
    setDefaults(core, parameters);
    const after = wanted.filter((addOn) => !ADD_ONS_BEFORE_CORE.has(addOn)).map(add);
    for (const stack of before) core.addStackDependency(stack);
    for (const stack of after) stack.addStackDependency(core);
    this.stacks = [...before, core, ...after];
  }
}

/** Gives a stage's values to the parameters of a template, as defaults: a deployment may still override them. */
function setDefaults(stack: SelfContainedStack, values: ParameterValues): void {
  for (const [name, value] of Object.entries(values)) stack.templateParameter(name).default = String(value);
}
