export { type InputIssue, type PipelineInput, pipelineInputMembers, validatePipelineInput } from './pipeline-input.ts';
export { PipelineErrorName, type PipelineOutput, type Verdict } from './pipeline-output.ts';
export { type PipelineVariant, pipelineVariant } from './pipeline-variants.ts';
export { EXECUTION_TAG_KEY, STACK_TAG_KEY } from './run-time-tags.ts';
export { type PipelineSubstitution, pipelineSubstitutions, substitute } from './substitutions.ts';
export { pipelineDefinition } from './training-pipeline.ts';
