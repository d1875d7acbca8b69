import { allow, ownArn, ServiceRole } from '@stepmaker/pipeline-cdk/constructs';
import { type CfnCondition, type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

/** When, and what is started. */
export interface ScheduleProps {
  readonly expression: CfnParameter;
  readonly timezone: CfnParameter;
  readonly isWanted: CfnCondition;
  readonly stateMachineArn: string;
  readonly deadLetters: DeadLetterQueue;
}

/**
 * Starts the pipeline by the clock, on the data in the bucket.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
 */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, { expression, timezone, isWanted, stateMachineArn, deadLetters }: ScheduleProps) {
    super(scope, id);
    const role = new ServiceRole(this, 'Role', {
      service: 'scheduler',
      // Schedules of another group than ours may not start the pipeline.
      sourceArn: ownArn('scheduler', 'schedule-group/default'),
      statements: [allow('states:StartExecution', stateMachineArn), allow('sqs:SendMessage', deadLetters.arn)],
    });
    role.onlyIf(isWanted);
    const schedule = new CfnSchedule(this, 'Default', {
      description: Fn.sub('Starts the pipeline ${PipelineStackName}'),
      scheduleExpression: expression.valueAsString,
      scheduleExpressionTimezone: timezone.valueAsString,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: stateMachineArn,
        roleArn: role.arn,
        input: '{}',
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
        deadLetterConfig: { arn: deadLetters.arn },
      },
    });
    schedule.cfnOptions.condition = isWanted;
  }
}
