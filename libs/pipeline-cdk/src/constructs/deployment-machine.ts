import { type DeploymentSubstitution, deploymentSubstitutions } from '@stepmaker/asl/pipeline';
import type { Construct } from 'constructs';
import { PipelineMachine, type PipelineMachineProps } from './pipeline-machine.ts';

/** The machine and what its definition refers to. */
export interface DeploymentMachineProps extends Omit<PipelineMachineProps, 'substitutions'> {
  /** Values of the definition's tokens. It ignores those that are the pipeline's only. */
  readonly substitutions: Readonly<Record<DeploymentSubstitution, string>>;
}

/** The state machine that deploys models: `MlPipeline` has one, and `ModelDeployment` adds what it needs to be used alone. */
export class DeploymentMachine extends PipelineMachine {
  constructor(scope: Construct, id: string, props: DeploymentMachineProps) {
    super(scope, id, {
      ...props,
      substitutions: Object.fromEntries(
        Object.entries(props.substitutions).filter(([name]) => Object.hasOwn(deploymentSubstitutions, name)),
      ),
    });
  }
}
