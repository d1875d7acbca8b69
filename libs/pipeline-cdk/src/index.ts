export type { PipelineArtifacts } from './artifacts/pipeline-artifacts.ts';
export { MlPipeline } from './ml-pipeline.ts';
export type { MlPipelineProps } from './ml-pipeline-props.ts';
export { ModelDeployment } from './model-deployment.ts';
export type { ModelDeploymentProps } from './model-deployment-props.ts';
