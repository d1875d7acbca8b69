import { MlPipeline, type PipelineArtifacts } from '@stepmaker/pipeline-cdk';
import { CfnOutput, Fn, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PipelineParameters } from '../constructs/pipeline-parameters.ts';
import type { PipelineExport } from './add-on-stack.ts';
import { SelfContainedStack } from './self-contained-stack.ts';

/** The outputs that add-on stacks import. */
const EXPORTS: ReadonlySet<string> = new Set<PipelineExport>(['StateMachineArn', 'BucketName', 'EndpointName']);

/** Properties of the core stack. */
export interface MlPipelineStackProps extends StackProps {
  readonly artifacts: PipelineArtifacts;
}

/** The core of the pipeline, small enough for `--template-body`: the construct of `@stepmaker/pipeline-cdk`, with parameters as its properties. */
export class MlPipelineStack extends SelfContainedStack {
  constructor(scope: Construct, id: string, { artifacts, ...props }: MlPipelineStackProps) {
    super(scope, id, { description: 'Stepmaker: an ML pipeline of Step Functions and SageMaker', ...props });
    const parameters = new PipelineParameters(this, 'Parameters');
    // Its resources are the stack's own: the id adds nothing to their names.
    const pipeline = new MlPipeline(this, 'Default', { ...parameters.asProps(), artifacts });
    const outputs = {
      StateMachineArn: pipeline.stateMachine.stateMachineArn,
      DeploymentStateMachineArn: pipeline.deploymentStateMachine.stateMachineArn,
      BucketName: pipeline.bucket.bucketName,
      EndpointName: pipeline.endpointName,
      TopicArn: pipeline.topic.topicArn,
      ExecutionRoleArn: pipeline.executionRole.roleArn,
      LogGroupName: pipeline.logGroup.logGroupName,
      CodeUri: pipeline.codeUri,
    };
    for (const [name, value] of Object.entries(outputs)) {
      new CfnOutput(this, name, { value, ...(EXPORTS.has(name) && { exportName: Fn.sub(`\${AWS::StackName}-${name}`) }) });
    }
  }
}
