import { requiredPermissions } from '@stepmaker/asl';
import { type PipelineVariant, pipelineDefinition, STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import { Aws, Fn, Tags } from 'aws-cdk-lib';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { type IStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { readArtifacts } from './artifacts/pipeline-artifacts.ts';
import { endingOf, PipelineFiles } from './artifacts/pipeline-files.ts';
import { ArtifactsBucket } from './constructs/artifacts-bucket.ts';
import { CleanUp } from './constructs/clean-up.ts';
import { EvaluatorFunction } from './constructs/evaluator-function.ts';
import { ExecutionRole } from './constructs/execution-role.ts';
import { FilePublication } from './constructs/file-publication.ts';
import { KeyAccess } from './constructs/key-access.ts';
import { LifecycleFunction } from './constructs/lifecycle-function.ts';
import { NetworkAccess } from './constructs/network-access.ts';
import { Notifications } from './constructs/notifications.ts';
import { PipelineRole } from './constructs/pipeline-role.ts';
import { ScikitLearnImage } from './constructs/scikit-learn-image.ts';
import { TrainingPipeline } from './constructs/training-pipeline.ts';
import type { MlPipelineProps } from './ml-pipeline-props.ts';
import { type Given, PipelineSettings } from './settings.ts';

/** The prefix keeps the log groups' shared resource policy from growing with every machine. */
const LOG_GROUP_PREFIX = '/aws/vendedlogs/states/';

/**
 * Process, train, evaluate, judge, deploy, check: a Step Functions state machine over SageMaker, with all that it works with. It brings
 * no assets.
 *
 * Its attributes are constructs of the CDK: `pipeline.stateMachine.metricFailed().createAlarm(…)`, `pipeline.topic.addSubscription(…)`,
 * `pipeline.bucket.grantRead(…)`. What they stand for is below the construct: `pipeline.node.findChild('Bucket').node.defaultChild` is
 * the `CfnBucket`.
 */
export class MlPipeline extends Construct {
  /** Data, models, reports, scripts. It is emptied and goes with the stack. */
  readonly bucket: IBucket;
  /** Hears how runs ended. */
  readonly topic: ITopic;
  /** The state machine. */
  readonly stateMachine: IStateMachine;
  /** Log group of the state machine. */
  readonly logGroup: ILogGroup;
  /** Role of the SageMaker jobs and models. */
  readonly executionRole: IRole;
  /** Role of the state machine. */
  readonly pipelineRole: IRole;
  /** The quality gate. */
  readonly evaluator: IFunction;
  /** Publishes scripts and definition, clears away on delete. */
  readonly lifecycle: IFunction;
  /** The endpoint that runs create or update, its name. */
  readonly endpointName: string;
  /** Where in the bucket the scripts are, as `s3://…`. */
  readonly codeUri: string;
  private readonly files: PipelineFiles;

  /** @throws Error naming the property when a plain value is none that AWS takes */
  constructor(scope: Construct, id: string, props: MlPipelineProps = {}) {
    super(scope, id);
    const settings = new PipelineSettings(this, 'Settings', props);
    const artifacts = props.artifacts ?? readArtifacts();
    const pipelineName = props.pipelineName ?? Aws.STACK_NAME;
    Tags.of(this).add(STACK_TAG_KEY, pipelineName);
    const image = new ScikitLearnImage(this, 'ScikitLearn', { settings });
    const bucket = new ArtifactsBucket(this, 'Bucket', { settings });
    const { topicArn } = new Notifications(this, 'Notifications', { settings });
    const executionRole = new ExecutionRole(this, 'ExecutionRole', { bucket, image });
    const evaluator = new EvaluatorFunction(this, 'Evaluator', { settings, bucket, code: artifacts.evaluatorCode });
    const arns = { EvaluatorFunctionArn: evaluator.arn, SageMakerRoleArn: executionRole.arn, TopicArn: topicArn };
    const lifecycle = new LifecycleFunction(this, 'Lifecycle', { settings, pipelineName, bucket, code: artifacts.lifecycleCode });
    const files = new PipelineFiles(artifacts.scripts, variantsOf(settings));
    const publication = new FilePublication(this, 'Files', { bucket, lifecycle, files });
    const pipelineRole = new PipelineRole(this, 'PipelineRole', {
      pipelineName,
      permissions: requiredPermissions(pipelineDefinition),
      arns,
      objects: (keys) => bucket.objects(keys),
    });
    // The first word of the stack's UUID: short, and another one for each stack.
    const stackSuffix = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
    const pipeline = new TrainingPipeline(this, 'Pipeline', {
      settings,
      logGroupName:
        props.pipelineName === undefined ? Fn.sub(`${LOG_GROUP_PREFIX}\${AWS::StackName}`) : LOG_GROUP_PREFIX + pipelineName,
      roleArn: pipelineRole.arn,
      stateMachineName: Fn.join('-', [props.pipelineName ?? 'ml-pipeline', stackSuffix]),
      bucketName: bucket.name,
      definitionKey: definitionKey(settings, files.definitionPrefix),
      publication,
      substitutions: {
        ...arns,
        Partition: Aws.PARTITION,
        StackName: pipelineName,
        BucketName: bucket.name,
        CodePrefix: files.codePrefix,
        ImageUri: image.imageUri,
        ProcessingInstanceType: settings.processingInstanceType,
        TrainingInstanceType: settings.trainingInstanceType,
        EndpointInstanceType: settings.endpointInstanceType,
        EndpointName: settings.endpointName,
        EnableNetworkIsolation: settings.enableNetworkIsolation,
        SubnetIds: settings.subnetIds,
        SecurityGroupIds: settings.securityGroupIds,
        KmsKeyArn: settings.kmsKeyArn,
        ModelPerformanceThreshold: settings.modelPerformanceThreshold,
      },
    });
    this.endpointName = settings.when(settings.endpointName, settings.endpointName, pipeline.stateMachineName);
    new CleanUp(this, 'CleanUp', { bucket, lifecycle, pipeline, pipelineName, endpointName: this.endpointName });
    new NetworkAccess(this, 'NetworkAccess', { settings, executionRole });
    const users = [executionRole, pipelineRole, evaluator.role, lifecycle.role] as const;
    new KeyAccess(this, 'KeyAccess', { settings, users, publication });

    const attributes = new Construct(this, 'Attributes');
    this.files = files;
    this.codeUri = bucket.uri(files.codePrefix);
    this.bucket = Bucket.fromBucketAttributes(attributes, 'Bucket', {
      bucketName: bucket.name,
      bucketArn: bucket.arn,
      ...(settings.given(settings.kmsKeyArn) === true && {
        encryptionKey: Key.fromKeyArn(attributes, 'Key', settings.kmsKeyArn),
      }),
    });
    this.topic = Topic.fromTopicArn(attributes, 'Topic', topicArn);
    this.stateMachine = StateMachine.fromStateMachineArn(attributes, 'StateMachine', pipeline.stateMachineArn);
    this.logGroup = LogGroup.fromLogGroupName(attributes, 'LogGroup', pipeline.logGroupName);
    this.executionRole = Role.fromRoleArn(attributes, 'ExecutionRole', executionRole.arn);
    this.pipelineRole = Role.fromRoleArn(attributes, 'PipelineRole', pipelineRole.arn);
    this.evaluator = LambdaFunction.fromFunctionName(attributes, 'Evaluator', evaluator.name);
    this.lifecycle = LambdaFunction.fromFunctionName(attributes, 'Lifecycle', lifecycle.name);
  }

  /**
   * Changes a state of the definition: members of `patch` are merged into it, `null` removes one (RFC 7396), as in
   * `pipeline.patchState('Train', { Arguments: { Environment: { LEVEL: 'debug' } } })`. A task that calls something else needs its
   * permission: `pipeline.pipelineRole.addToPrincipalPolicy(…)`.
   *
   * @throws Error naming the states there are
   */
  patchState(name: string, patch: object): void {
    this.files.patchState(name, patch);
  }
}

/** The variants of the definition that may be used: one, unless conditions of the template choose. */
function variantsOf(settings: PipelineSettings): readonly PipelineVariant[] {
  const choices = (given: Given): readonly boolean[] => (typeof given === 'boolean' ? [given] : [false, true]);
  const vpc = choices(settings.given(settings.subnetIds));
  return choices(settings.given(settings.kmsKeyArn)).flatMap((hasKmsKey) => vpc.map((hasVpc) => ({ hasVpc, hasKmsKey })));
}

function definitionKey(settings: PipelineSettings, prefix: string): string {
  const hasVpc = settings.given(settings.subnetIds);
  const hasKmsKey = settings.given(settings.kmsKeyArn);
  if (typeof hasVpc === 'boolean' && typeof hasKmsKey === 'boolean')
    return `${prefix}${endingOf({ hasVpc, hasKmsKey })}.asl.json`;
  return Fn.sub(`${prefix}\${Vpc}\${Kms}.asl.json`, {
    Vpc: settings.when(settings.subnetIds, endingOf({ hasVpc: true, hasKmsKey: false }), ''),
    Kms: settings.when(settings.kmsKeyArn, endingOf({ hasVpc: false, hasKmsKey: true }), ''),
  });
}
