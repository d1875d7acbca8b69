import { Aws, Token } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { PipelineParameters } from './pipeline-parameters.ts';
import { ownArn } from './service-role.ts';

/** The machine and what it refers to. */
export interface TrainingPipelineProps {
  readonly parameters: PipelineParameters;
  readonly roleArn: string;
  /** The definition, as data. */
  readonly definition: object;
  /** What stands for each `${Name}` in the definition. */
  readonly substitutions: Readonly<Record<string, string>>;
  readonly stateMachineName: string;
}

/** The state machine: the definition of `@stepmaker/asl/pipeline` as it is, with the stack's own names filled in. */
export class TrainingPipeline extends Construct {
  readonly stateMachineArn: string;
  /** Of every execution. */
  readonly executionArns: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: TrainingPipelineProps) {
    super(scope, id);
    const logGroup = new CfnLogGroup(this, 'Logs', {
      // The prefix keeps the log groups' shared resource policy from growing with every machine.
      logGroupName: `/aws/vendedlogs/states/${Aws.STACK_NAME}`,
      retentionInDays: Token.asNumber(props.parameters.logRetentionDays.value),
    });
    const stateMachine = new CfnStateMachine(this, 'StateMachine', {
      stateMachineName: props.stateMachineName,
      roleArn: props.roleArn,
      definition: props.definition,
      definitionSubstitutions: { ...props.substitutions },
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup.attrArn } }],
      },
      tracingConfiguration: { enabled: true },
    });
    this.stateMachineArn = stateMachine.ref;
    this.executionArns = ownArn('states', `execution:\${${stateMachine.logicalId}.Name}:*`);
    this.logGroupName = logGroup.ref;
  }
}
