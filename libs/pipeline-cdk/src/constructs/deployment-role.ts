import { requiredPermissions } from '@stepmaker/asl';
import { deploymentDefinition } from '@stepmaker/asl/pipeline';
import type { Construct } from 'constructs';
import { MachineRole } from './machine-role.ts';

/** Resources of a deployment. */
export interface DeploymentRoleProps {
  /** Value of the tag on all that the machine creates; it changes and deletes nothing without it. */
  readonly tagValue: string;
  /** ARN of the role that the machine passes to models. */
  readonly executionRoleArn: string;
}

/** The role of the state machine that deploys models. */
export class DeploymentRole extends MachineRole {
  constructor(scope: Construct, id: string, { tagValue, executionRoleArn }: DeploymentRoleProps) {
    super(scope, id, {
      pipelineName: tagValue,
      permissions: requiredPermissions(deploymentDefinition),
      arns: { SageMakerRoleArn: executionRoleArn },
    });
  }
}
