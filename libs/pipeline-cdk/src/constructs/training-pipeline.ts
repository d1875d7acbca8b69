import type { PipelineSubstitution } from '@stepmaker/asl/pipeline';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { PipelineSettings } from '../settings.ts';
import { attribute } from './attribute.ts';
import type { FilePublication } from './file-publication.ts';
import { ownArn } from './service-role.ts';

/** The machine and what it refers to. */
export interface TrainingPipelineProps {
  readonly settings: PipelineSettings;
  readonly logGroupName: string;
  readonly roleArn: string;
  readonly bucketName: string;
  /** Where in the bucket the definition is: a token where parameters choose the variant. */
  readonly definitionKey: string;
  /** What puts it there. */
  readonly publication: FilePublication;
  /** What stands for each `${Name}` in the definition. */
  readonly substitutions: Readonly<Record<PipelineSubstitution, string>>;
  readonly stateMachineName: string;
}

/** The state machine: the definition of `@stepmaker/asl/pipeline` as it is, with the stack's own names filled in. */
export class TrainingPipeline extends Construct {
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  /** Of every execution. */
  readonly executionArns: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: TrainingPipelineProps) {
    super(scope, id);
    const logGroup = new CfnLogGroup(this, 'Logs', {
      logGroupName: props.logGroupName,
      retentionInDays: props.settings.logRetentionDays,
    });
    const stateMachine = new CfnStateMachine(this, 'StateMachine', {
      stateMachineName: props.stateMachineName,
      roleArn: props.roleArn,
      definitionS3Location: { bucket: props.bucketName, key: props.definitionKey },
      definitionSubstitutions: props.substitutions,
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: attribute(logGroup, 'Arn') } }],
      },
      tracingConfiguration: { enabled: true },
    });
    stateMachine.addResourceDependency(props.publication);
    this.stateMachineArn = stateMachine.ref;
    this.stateMachineName = attribute(stateMachine, 'Name');
    this.executionArns = ownArn('states', `execution:\${${stateMachine.logicalId}.Name}:*`);
    this.logGroupName = logGroup.ref;
  }
}
