import { Stage, type StageProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { readArtifacts } from '../artifacts/pipeline-artifacts.ts';
import { MlPipelineStack } from '../stacks/ml-pipeline-stack.ts';

/** One deployment of the pipeline: the core stack, and later the add-on stacks that were asked for. */
export class PipelineStage extends Stage {
  /** The core stack. */
  readonly mlPipeline: MlPipelineStack;

  constructor(scope: Construct, id: string, props?: StageProps) {
    super(scope, id, props);
    this.mlPipeline = new MlPipelineStack(this, 'ml-pipeline', { stackName: 'ml-pipeline', artifacts: readArtifacts() });
  }
}
