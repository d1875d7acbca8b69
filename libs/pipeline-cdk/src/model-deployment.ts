import { deploymentVariant, STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import { Aws, Fn, Tags } from 'aws-cdk-lib';
import { type Grant, type IGrantable, type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup, type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { type IStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { checkPattern, PATTERNS } from './check-props.ts';
import { afterPolicy } from './constructs/after-policy.ts';
import { DeploymentMachine } from './constructs/deployment-machine.ts';
import { DeploymentRole } from './constructs/deployment-role.ts';
import { KeyAccess } from './constructs/key-access.ts';
import { ModelRole } from './constructs/model-role.ts';
import { NetworkAccess } from './constructs/network-access.ts';
import { LOG_GROUP_PREFIX } from './constructs/pipeline-machine.ts';
import { ScikitLearnImage } from './constructs/scikit-learn-image.ts';
import type { ModelDeploymentProps } from './model-deployment-props.ts';
import { PipelineSettings } from './settings.ts';

/**
 * The state machine that deploys a model, without the pipeline: it creates or updates an endpoint, sends it a request, and rolls back when it
 * does not answer. Its input is `DeploymentInput` and its output `DeploymentOutput` of `@stepmaker/asl/pipeline`. It has no assets, bucket or
 * function: its definition is part of the template.
 *
 * Endpoints that it created stay when the stack is deleted. Delete them first where the roles of models are the construct's own.
 *
 * @example
 * ```ts
 * const models = Bucket.fromBucketName(stack, 'Models', 'acme-models');
 * const deployment = new ModelDeployment(stack, 'Deployment');
 * models.grantRead(deployment.executionRole);
 * deployment.grantStartExecution(releaser);
 * ```
 */
export class ModelDeployment extends Construct {
  /** The state machine to start for each model. */
  readonly stateMachine: IStateMachine;
  /** Log group of its executions. */
  readonly logGroup: ILogGroup;
  /** Role of the state machine. */
  readonly role: IRole;
  /** Role of the models: it needs to read their archives. */
  readonly executionRole: IRole;

  /** @throws Error naming the property when AWS would refuse a plain value */
  constructor(scope: Construct, id: string, props: ModelDeploymentProps = {}) {
    super(scope, id);
    const { deploymentName, role, executionRole, logGroup, ...rest } = props;
    checkPattern('ModelDeployment', 'deploymentName', deploymentName, PATTERNS.pipelineName);
    const settings = new PipelineSettings(this, 'Settings', rest, 'ModelDeployment');
    const tagValue = deploymentName ?? Fn.sub('${AWS::StackName}-deployment');
    Tags.of(this).add(STACK_TAG_KEY, tagValue, { excludeResourceTypes: ['AWS::IAM::Role', 'AWS::Logs::LogGroup'] });
    const image = new ScikitLearnImage(this, 'ScikitLearn', { settings });

    const attributes = new Construct(this, 'Attributes');
    const ownModelRole = executionRole ? undefined : new ModelRole(this, 'ExecutionRole', { image });
    this.executionRole = executionRole ?? Role.fromRoleArn(attributes, 'ExecutionRole', `${ownModelRole?.arn}`);
    const executionRoleArn = this.executionRole.roleArn;
    const ownRole = role ? undefined : new DeploymentRole(this, 'Role', { tagValue, executionRoleArn });
    this.role = role ?? Role.fromRoleArn(attributes, 'Role', `${ownRole?.arn}`);
    this.logGroup =
      logGroup ??
      LogGroup.fromLogGroupName(
        attributes,
        'LogGroup',
        new CfnLogGroup(this, 'Logs', {
          logGroupName:
            deploymentName === undefined
              ? Fn.sub(`${LOG_GROUP_PREFIX}\${AWS::StackName}-deployment`)
              : LOG_GROUP_PREFIX + deploymentName,
          retentionInDays: settings.logRetentionDays,
        }).ref,
      );

    const networkAccess = ownModelRole && new NetworkAccess(this, 'NetworkAccess', { settings, executionRole: ownModelRole });
    const granters = [ownModelRole, ownRole].filter((own) => own !== undefined);
    const keyAccess = granters.length > 0 ? new KeyAccess(this, 'KeyAccess', { settings, granters }) : undefined;

    const machine = new DeploymentMachine(this, 'Default', {
      roleArn: this.role.roleArn,
      logGroupArn: this.logGroup.logGroupArn,
      definition: { definitionString: definitionString(settings, networkAccess, keyAccess) },
      after: [networkAccess?.policy, keyAccess?.policy],
      substitutions: {
        Partition: Aws.PARTITION,
        StackName: tagValue,
        SageMakerRoleArn: executionRoleArn,
        ImageUri: image.imageUri,
        EnableNetworkIsolation: settings.enableNetworkIsolation,
        SubnetIds: settings.subnetIds,
        SecurityGroupIds: settings.securityGroupIds,
        KmsKeyArn: settings.kmsKeyArn,
      },
    });
    this.stateMachine = StateMachine.fromStateMachineArn(attributes, 'StateMachine', machine.stateMachineArn);
  }

  /** Lets a principal deploy models: it may start executions and describe them. */
  grantStartExecution(grantee: IGrantable): Grant {
    return this.stateMachine
      .grantStartExecution(grantee)
      .combine(this.stateMachine.grantExecution(grantee, 'states:DescribeExecution'));
  }
}

/** The definition, or a choice of definitions where conditions of the template decide about VPC and key. */
function definitionString(settings: PipelineSettings, network?: NetworkAccess, key?: KeyAccess): string {
  const text = (hasVpc: boolean, hasKmsKey: boolean): string => JSON.stringify(deploymentVariant({ hasVpc, hasKmsKey }));
  const byKey = (hasVpc: boolean): string =>
    settings.when(settings.kmsKeyArn, after(key, text(hasVpc, true)), text(hasVpc, false));
  return settings.when(settings.subnetIds, after(network, byKey(true)), byKey(false));
}

/** A machine depends on a policy that certainly exists by `DependsOn`, and on any other by a reference in its definition. */
function after(access: NetworkAccess | KeyAccess | undefined, text: string): string {
  return afterPolicy(access?.policy ? undefined : access?.policyName, text);
}
