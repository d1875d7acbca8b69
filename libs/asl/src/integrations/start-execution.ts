import type { JsonValue } from '../language/json.ts';
import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow, allowManagedRule } from './permission.ts';

/** Arguments of the optimised `states:startExecution`. */
export interface StartExecutionArguments {
  /** ARN of the state machine. */
  readonly StateMachineArn: string;
  /** Input of the nested execution. */
  readonly Input?: JsonValue;
  /** Name of the nested execution: unique for 90 days. @default - a generated one */
  readonly Name?: string;
}

/**
 * Starts an execution of another state machine. With `.sync:2` the task ends with the nested execution: its result is what
 * DescribeExecution returns, with `Output` parsed as JSON. A nested execution that did not succeed fails the task with `States.TaskFailed`
 * and the DescribeExecution response as the cause.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export const startExecution: Integration<StartExecutionArguments, '' | '.sync:2'> = defineIntegration<StartExecutionArguments>()({
  resource: 'arn:${Partition}:states:::states:startExecution',
  patterns: ['', '.sync:2'],
  permissions: (pattern, { StateMachineArn }) => {
    const machine = constantName(StateMachineArn);
    return [
      allow(['states:StartExecution'], 'states', 'stateMachine', machine),
      ...(pattern === '.sync:2'
        ? [
            // IAM names executions by the machine's name, so the machine's ARN stands for all of its executions here.
            allow(['states:DescribeExecution', 'states:StopExecution'], 'states', 'execution', machine),
            allowManagedRule('StepFunctionsGetEventsForStepFunctionsExecutionRule'),
          ]
        : []),
    ];
  },
});
