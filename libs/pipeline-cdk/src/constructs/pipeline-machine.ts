import type { CfnResource } from 'aws-cdk-lib';
import { CfnStateMachine, type CfnStateMachineProps } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { attribute } from './attribute.ts';
import { ownArn } from './service-role.ts';

/** The prefix keeps the log groups' shared resource policy from growing with every machine. */
export const LOG_GROUP_PREFIX = '/aws/vendedlogs/states/';

/** Location of a definition: in the template, or in a bucket. */
export type DefinitionSource =
  | Required<Pick<CfnStateMachineProps, 'definitionString'>>
  | Required<Pick<CfnStateMachineProps, 'definitionS3Location'>>;

/** A state machine of the pipeline and what it refers to. */
export interface PipelineMachineProps {
  /** @default - CloudFormation generates a name */
  readonly stateMachineName?: string;
  readonly roleArn: string;
  /** ARN of the log group for the events of its executions. */
  readonly logGroupArn: string;
  readonly definition: DefinitionSource;
  /** Dependencies of the machine and its executions, which must exist until everything that they made is deleted. */
  readonly after: readonly (CfnResource | undefined)[];
  /** Value of each token `${Name}` in the definition. */
  readonly substitutions: Readonly<Record<string, string>>;
}

/** A state machine whose definition is one of `@stepmaker/asl/pipeline`, with the stack's own names filled in. */
export class PipelineMachine extends Construct {
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  /** ARN pattern of its executions. */
  readonly executionArns: string;

  constructor(scope: Construct, id: string, props: PipelineMachineProps) {
    super(scope, id);
    const stateMachine = new CfnStateMachine(this, 'StateMachine', {
      ...(props.stateMachineName !== undefined && { stateMachineName: props.stateMachineName }),
      roleArn: props.roleArn,
      ...props.definition,
      definitionSubstitutions: props.substitutions,
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: props.logGroupArn } }],
      },
      tracingConfiguration: { enabled: true },
    });
    for (const needed of props.after) if (needed) stateMachine.addResourceDependency(needed);
    this.stateMachineArn = stateMachine.ref;
    this.stateMachineName = attribute(stateMachine, 'Name');
    this.executionArns = ownArn('states', `execution:\${${stateMachine.logicalId}.Name}:*`);
  }
}
