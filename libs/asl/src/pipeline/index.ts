export { defaultEndpointInstanceType, lacksInstanceType } from './default-instance-type.ts';
export { deploymentDefinition } from './deployment/deployment-definition.ts';
export { type DeploymentInput, type DeploymentTag, validateDeploymentInput } from './deployment/deployment-input.ts';
export { DeploymentErrorName, type DeploymentOutput } from './deployment/deployment-output.ts';
export { type PipelineInput, pipelineInputMembers, validatePipelineInput } from './pipeline-input.ts';
export { PipelineErrorName, type PipelineOutput, type Verdict } from './pipeline-output.ts';
export { deploymentVariant, type PipelineVariant, pipelineVariant } from './pipeline-variants.ts';
export { EXECUTION_TAG_KEY, STACK_TAG_KEY } from './run-time-tags.ts';
export {
  type DeploymentSubstitution,
  deploymentSubstitutions,
  type PipelineSubstitution,
  pipelineSubstitutions,
  substitute,
} from './substitutions.ts';
export { pipelineDefinition } from './training-pipeline.ts';
export type { InputIssue } from './validate-input.ts';
