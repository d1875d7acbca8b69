import type { StateMachineDefinition } from '@stepmaker/asl';
import { type PipelineSubstitution, pipelineDefinition } from '@stepmaker/asl/pipeline';
import { Fn, Token } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { attribute } from './attribute.ts';
import type { PipelineParameters } from './pipeline-parameters.ts';
import { ownArn } from './service-role.ts';

/** The machine and what it refers to. */
export interface TrainingPipelineProps {
  readonly parameters: PipelineParameters;
  readonly roleArn: string;
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
      // The prefix keeps the log groups' shared resource policy from growing with every machine.
      logGroupName: Fn.sub('/aws/vendedlogs/states/${AWS::StackName}'),
      retentionInDays: Token.asNumber(props.parameters.logRetentionDays.value),
    });
    const stateMachine = new CfnStateMachine(this, 'StateMachine', {
      stateMachineName: props.stateMachineName,
      roleArn: props.roleArn,
      definitionString: definitionText(pipelineDefinition),
      definitionSubstitutions: props.substitutions,
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: attribute(logGroup, 'Arn') } }],
      },
      tracingConfiguration: { enabled: true },
    });
    this.stateMachineArn = stateMachine.ref;
    this.stateMachineName = attribute(stateMachine, 'Name');
    this.executionArns = ownArn('states', `execution:\${${stateMachine.logicalId}.Name}:*`);
    this.logGroupName = logGroup.ref;
  }
}

/**
 * The definition as text, a state a line: a line is what a person can compare, and a text of several lines is the form that takes the
 * fewest bytes in YAML.
 */
export function definitionText({ States, ...machine }: StateMachineDefinition): string {
  const states = Object.entries(States).map(([name, state]) => `${JSON.stringify(name)}:${JSON.stringify(state)}`);
  return `${JSON.stringify(machine).slice(0, -1)},"States":{\n${states.join(',\n')}\n}}\n`;
}
