import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
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
    const stackName = 'ml-pipeline-stack';
    this.mlPipeline = new MlPipelineStack(this, 'ml-pipeline', {
      stackName,
      // CloudFormation puts them on every resource; in the template they would take a kilobyte.
      tags: { [STACK_TAG_KEY]: stackName },
      artifacts: readArtifacts(),
    });
  }
}
