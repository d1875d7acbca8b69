import { requiredPermissions } from '@stepmaker/asl';
import { pipelineDefinition } from '@stepmaker/asl/pipeline';
import { Aws, CfnOutput, Fn, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { KMS_ENDING, type PipelineArtifacts, VPC_ENDING } from '../artifacts/pipeline-artifacts.ts';
import { ArtifactsBucket } from '../constructs/artifacts-bucket.ts';
import { CleanUp } from '../constructs/clean-up.ts';
import { EvaluatorFunction } from '../constructs/evaluator-function.ts';
import { ExecutionRole } from '../constructs/execution-role.ts';
import { FilePublication } from '../constructs/file-publication.ts';
import { KeyAccess } from '../constructs/key-access.ts';
import { LifecycleFunction } from '../constructs/lifecycle-function.ts';
import { NetworkAccess } from '../constructs/network-access.ts';
import { Notifications } from '../constructs/notifications.ts';
import { PipelineParameters } from '../constructs/pipeline-parameters.ts';
import { PipelineRole } from '../constructs/pipeline-role.ts';
import { ScikitLearnImage } from '../constructs/scikit-learn-image.ts';
import { TrainingPipeline } from '../constructs/training-pipeline.ts';
import type { PipelineExport } from './add-on-stack.ts';
import { SelfContainedStack } from './self-contained-stack.ts';

/** The outputs that add-on stacks import. */
const EXPORTS: ReadonlySet<string> = new Set<PipelineExport>(['StateMachineArn', 'BucketName', 'EndpointName']);

/** What the core stack is made of. */
export interface MlPipelineStackProps extends StackProps {
  readonly artifacts: PipelineArtifacts;
}

/** The core of the pipeline, small enough for `--template-body`. */
export class MlPipelineStack extends SelfContainedStack {
  constructor(scope: Construct, id: string, { artifacts, ...props }: MlPipelineStackProps) {
    super(scope, id, { description: 'Stepmaker: an ML pipeline of Step Functions and SageMaker', ...props });
    this.tagAll(Aws.STACK_NAME);
    const parameters = new PipelineParameters(this, 'Parameters');
    const image = new ScikitLearnImage(this, 'ScikitLearn', { tag: parameters.scikitLearnImageTag });
    const bucket = new ArtifactsBucket(this, 'Bucket', { parameters });
    const { topicArn } = new Notifications(this, 'Notifications', { parameters });
    const executionRole = new ExecutionRole(this, 'ExecutionRole', { bucket, image });
    const evaluator = new EvaluatorFunction(this, 'Evaluator', { parameters, bucket, code: artifacts.evaluatorCode });
    const arns = { EvaluatorFunctionArn: evaluator.arn, SageMakerRoleArn: executionRole.arn, TopicArn: topicArn };
    const lifecycle = new LifecycleFunction(this, 'Lifecycle', { parameters, bucket, code: artifacts.lifecycleCode });
    const publication = new FilePublication(this, 'Files', { bucket, lifecycle, files: artifacts.files });
    const pipelineRole = new PipelineRole(this, 'PipelineRole', {
      permissions: requiredPermissions(pipelineDefinition),
      arns,
      objects: (keys) => bucket.objects(keys),
    });
    // The first word of the stack's UUID: short, and another one for each stack.
    const stackSuffix = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
    const ownName = Fn.join('-', ['ml-pipeline', stackSuffix]);
    const pipeline = new TrainingPipeline(this, 'Pipeline', {
      parameters,
      roleArn: pipelineRole.arn,
      stateMachineName: ownName,
      bucketName: bucket.name,
      definitionKey: Fn.sub(`${artifacts.files.definitionPrefix}\${Vpc}\${Kms}.asl.json`, {
        Vpc: parameters.when(parameters.subnetIds, VPC_ENDING, '').toString(),
        Kms: parameters.when(parameters.kmsKeyArn, KMS_ENDING, '').toString(),
      }),
      publication,
      substitutions: {
        ...arns,
        Partition: Aws.PARTITION,
        StackName: Aws.STACK_NAME,
        BucketName: bucket.name,
        CodePrefix: artifacts.files.codePrefix,
        ImageUri: image.imageUri,
        ProcessingInstanceType: parameters.processingInstanceType.valueAsString,
        TrainingInstanceType: parameters.trainingInstanceType.valueAsString,
        EndpointInstanceType: parameters.endpointInstanceType.valueAsString,
        EndpointName: parameters.endpointName.valueAsString,
        EnableNetworkIsolation: parameters.enableNetworkIsolation.valueAsString,
        SubnetIds: parameters.subnetIds.valueAsString,
        SecurityGroupIds: parameters.securityGroupIds.valueAsString,
        KmsKeyArn: parameters.kmsKeyArn.valueAsString,
        ModelPerformanceThreshold: parameters.modelPerformanceThreshold.value.toString(),
      },
    });
    const endpointName = parameters.ifGiven(parameters.endpointName, pipeline.stateMachineName);
    new CleanUp(this, 'CleanUp', { bucket, lifecycle, pipeline, endpointName });
    new NetworkAccess(this, 'NetworkAccess', { parameters, executionRole });
    new KeyAccess(this, 'KeyAccess', { parameters, users: [executionRole, pipelineRole, evaluator.role, lifecycle.role] });

    const outputs = {
      StateMachineArn: pipeline.stateMachineArn,
      BucketName: bucket.name,
      EndpointName: endpointName,
      TopicArn: topicArn,
      ExecutionRoleArn: executionRole.arn,
      LogGroupName: pipeline.logGroupName,
      CodeUri: Fn.sub(`s3://\${Bucket}/${artifacts.files.codePrefix}`),
    };
    for (const [name, value] of Object.entries(outputs)) {
      new CfnOutput(this, name, { value, ...(EXPORTS.has(name) && { exportName: Fn.sub(`\${AWS::StackName}-${name}`) }) });
    }
  }
}
