import { requiredPermissions } from '@stepmaker/asl';
import { type PipelineSubstitution, type PipelineVariant, pipelineDefinition, STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import type { MachineName } from '@stepmaker/pipeline-artifacts';
import { Aws, Fn, Tags } from 'aws-cdk-lib';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup, type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { type IStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { readArtifacts } from './artifacts/pipeline-artifacts.ts';
import { endingOf, PipelineFiles } from './artifacts/pipeline-files.ts';
import { afterPolicy } from './constructs/after-policy.ts';
import { ArtifactsBucket } from './constructs/artifacts-bucket.ts';
import { attribute } from './constructs/attribute.ts';
import { CleanUp } from './constructs/clean-up.ts';
import { DeploymentMachine } from './constructs/deployment-machine.ts';
import { DeploymentRole } from './constructs/deployment-role.ts';
import { EvaluatorFunction } from './constructs/evaluator-function.ts';
import { ExecutionRole } from './constructs/execution-role.ts';
import { FilePublication } from './constructs/file-publication.ts';
import { KeyAccess } from './constructs/key-access.ts';
import { LifecycleFunction } from './constructs/lifecycle-function.ts';
import { MachineRole } from './constructs/machine-role.ts';
import { NetworkAccess } from './constructs/network-access.ts';
import { Notifications } from './constructs/notifications.ts';
import { LOG_GROUP_PREFIX, PipelineMachine } from './constructs/pipeline-machine.ts';
import { ScikitLearnImage } from './constructs/scikit-learn-image.ts';
import type { MlPipelineProps } from './ml-pipeline-props.ts';
import { type Given, PipelineSettings } from './settings.ts';

/**
 * Process, train, evaluate, judge, deploy, check: Step Functions state machines over SageMaker, with everything they need. It has no assets.
 *
 * Its attributes are constructs of the CDK: `pipeline.stateMachine.metricFailed().createAlarm(…)`, `pipeline.topic.addSubscription(…)`,
 * `pipeline.bucket.grantRead(…)`. What they stand for is below the construct: `pipeline.node.findChild('Bucket').node.defaultChild` is
 * the `CfnBucket`.
 */
export class MlPipeline extends Construct {
  /** Data, models, reports, scripts. It is emptied and goes with the stack. */
  readonly bucket: IBucket;
  /** Receives how runs ended. */
  readonly topic: ITopic;
  /** The state machine that is started: from data to a served model. */
  readonly stateMachine: IStateMachine;
  /** The state machine that deploys a model: started by the other one, and for any model archive by whoever may. */
  readonly deploymentStateMachine: IStateMachine;
  /** Log group of both state machines. */
  readonly logGroup: ILogGroup;
  /** Role of the SageMaker jobs and models. */
  readonly executionRole: IRole;
  /** Role of the state machine. */
  readonly pipelineRole: IRole;
  /** Role of the state machine that deploys. */
  readonly deploymentRole: IRole;
  /** The quality gate. */
  readonly evaluator: IFunction;
  /** Publishes scripts and definition, clears away on delete. */
  readonly lifecycle: IFunction;
  /** The endpoint that runs create or update, its name. */
  readonly endpointName: string;
  /** URI of the scripts in the bucket, as `s3://…`. */
  readonly codeUri: string;
  private readonly files: PipelineFiles;

  /** @throws Error naming the property when a plain value is none that AWS takes */
  constructor(scope: Construct, id: string, props: MlPipelineProps = {}) {
    super(scope, id);
    const settings = new PipelineSettings(this, 'Settings', props);
    const artifacts = props.artifacts ?? readArtifacts();
    const pipelineName = props.pipelineName ?? Aws.STACK_NAME;
    // Nothing finds roles and log groups by their tag, and CloudFormation tags them with the stack's name: ours would only take room.
    Tags.of(this).add(STACK_TAG_KEY, pipelineName, { excludeResourceTypes: ['AWS::IAM::Role', 'AWS::Logs::LogGroup'] });
    const image = new ScikitLearnImage(this, 'ScikitLearn', { settings });
    const bucket = new ArtifactsBucket(this, 'Bucket', { settings });
    const { topicArn } = new Notifications(this, 'Notifications', { settings });
    const executionRole = new ExecutionRole(this, 'ExecutionRole', { settings, bucket, image });
    const evaluator = new EvaluatorFunction(this, 'Evaluator', { settings, bucket, code: artifacts.evaluatorCode });
    const arns = { EvaluatorFunctionArn: evaluator.arn, SageMakerRoleArn: executionRole.arn, TopicArn: topicArn };
    const lifecycle = new LifecycleFunction(this, 'Lifecycle', { settings, pipelineName, bucket, code: artifacts.lifecycleCode });
    const files = new PipelineFiles(artifacts.scripts, variantsOf(settings));
    const publication = new FilePublication(this, 'Files', { bucket, lifecycle, files });
    // The first word of the stack's UUID: short, and different for each stack.
    const stackSuffix = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
    const logGroup = new CfnLogGroup(this, 'PipelineLogs', {
      logGroupName:
        props.pipelineName === undefined ? Fn.sub(`${LOG_GROUP_PREFIX}\${AWS::StackName}`) : LOG_GROUP_PREFIX + pipelineName,
      retentionInDays: settings.logRetentionDays,
    });
    const published = (key: string) => ({ definitionS3Location: { bucket: bucket.name, key } });
    const logGroupArn = attribute(logGroup, 'Arn');
    const substitutions: Readonly<Record<Exclude<PipelineSubstitution, 'DeploymentStateMachineArn'>, string>> = {
      ...arns,
      Partition: Aws.PARTITION,
      StackName: pipelineName,
      BucketName: bucket.name,
      DataArns: bucket.readableArns(settings),
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
    };
    const deploymentRole = new DeploymentRole(this, 'DeploymentRole', {
      tagValue: pipelineName,
      executionRoleArn: executionRole.arn,
    });
    const networkAccess = new NetworkAccess(this, 'NetworkAccess', { settings, executionRole });
    const deployment = new DeploymentMachine(this, 'Deployment', {
      logGroupArn,
      after: [publication, networkAccess.policy],
      stateMachineName: Fn.join('-', [props.pipelineName ?? 'ml-pipeline', 'deployment', stackSuffix]),
      roleArn: deploymentRole.arn,
      definition: published(definitionKey(settings, `${files.definitionPrefix}deployment`, {})),
      substitutions,
    });
    const pipelineRole = new MachineRole(this, 'PipelineRole', {
      pipelineName,
      objects: (keys) => bucket.objects(keys),
      permissions: requiredPermissions(pipelineDefinition),
      arns: {
        ...arns,
        DeploymentStateMachineArn: deployment.stateMachineArn,
        DeploymentStateMachineExecutionArns: deployment.executionArns,
      },
    });
    const granters = [executionRole, pipelineRole, deploymentRole];
    const functions = { roles: [evaluator.role, lifecycle.role], publication };
    const keyAccess = new KeyAccess(this, 'KeyAccess', { settings, granters, functions });
    const pipeline = new PipelineMachine(this, 'Pipeline', {
      logGroupArn,
      // The other machine cannot wait for the key: the role of this one, which gets the key, names it.
      after: [publication, networkAccess.policy, keyAccess.policy],
      stateMachineName: Fn.join('-', [props.pipelineName ?? 'ml-pipeline', stackSuffix]),
      roleArn: pipelineRole.arn,
      definition: published(
        definitionKey(settings, `${files.definitionPrefix}pipeline`, {
          network: networkAccess.policyName,
          key: keyAccess.policyName,
        }),
      ),
      substitutions: { ...substitutions, DeploymentStateMachineArn: deployment.stateMachineArn },
    });
    this.endpointName = settings.when(settings.endpointName, settings.endpointName, pipeline.stateMachineName);
    const machines = [pipeline, deployment];
    new CleanUp(this, 'CleanUp', {
      settings,
      bucket,
      lifecycle,
      machines,
      pipelineName,
      endpointName: this.endpointName,
    });

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
    this.deploymentStateMachine = StateMachine.fromStateMachineArn(
      attributes,
      'DeploymentStateMachine',
      deployment.stateMachineArn,
    );
    this.logGroup = LogGroup.fromLogGroupName(attributes, 'LogGroup', logGroup.ref);
    this.executionRole = Role.fromRoleArn(attributes, 'ExecutionRole', executionRole.arn);
    this.pipelineRole = Role.fromRoleArn(attributes, 'PipelineRole', pipelineRole.arn);
    this.deploymentRole = Role.fromRoleArn(attributes, 'DeploymentRole', deploymentRole.arn);
    this.evaluator = LambdaFunction.fromFunctionName(attributes, 'Evaluator', evaluator.name);
    this.lifecycle = LambdaFunction.fromFunctionName(attributes, 'Lifecycle', lifecycle.name);
  }

  /**
   * Changes a state of a definition: members of `patch` are merged into it, `null` removes one (RFC 7396), as in
   * `pipeline.patchState('Train', { Arguments: { Environment: { LEVEL: 'debug' } } })`. A task that calls something else needs its
   * permission: `pipeline.pipelineRole.addToPrincipalPolicy(…)`.
   *
   * @param machine which definition: the pipeline's, or that of the machine that deploys
   * @throws Error naming the states that the machine has
   */
  patchState(name: string, patch: object, machine: MachineName = 'pipeline'): void {
    this.files.patchState(machine, name, patch);
  }
}

/** The variants of the definition that may be used: one, unless conditions of the template choose. */
function variantsOf(settings: PipelineSettings): readonly PipelineVariant[] {
  const choices = (given: Given): readonly boolean[] => (typeof given === 'boolean' ? [given] : [false, true]);
  const vpc = choices(settings.given(settings.subnetIds));
  return choices(settings.given(settings.kmsKeyArn)).flatMap((hasKmsKey) => vpc.map((hasVpc) => ({ hasVpc, hasKmsKey })));
}

/** Names of policies that must be there before a machine, and until it is deleted; where conditions decide, the key of its definition refers to them. */
interface PoliciesBefore {
  readonly network?: string | undefined;
  readonly key?: string | undefined;
}

function definitionKey(settings: PipelineSettings, prefix: string, { network, key }: PoliciesBefore): string {
  const hasVpc = settings.given(settings.subnetIds);
  const hasKmsKey = settings.given(settings.kmsKeyArn);
  if (typeof hasVpc === 'boolean' && typeof hasKmsKey === 'boolean')
    return `${prefix}${endingOf({ hasVpc, hasKmsKey })}.asl.json`;
  return Fn.sub(`${prefix}\${Vpc}\${Kms}.asl.json`, {
    Vpc: settings.when(settings.subnetIds, afterPolicy(network, endingOf({ hasVpc: true, hasKmsKey: false })), ''),
    Kms: settings.when(settings.kmsKeyArn, afterPolicy(key, endingOf({ hasVpc: false, hasKmsKey: true })), ''),
  });
}
