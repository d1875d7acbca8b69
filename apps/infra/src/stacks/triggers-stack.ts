import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DeadLetterQueue } from '../constructs/triggers/dead-letter-queue.ts';
import { NewDataRule } from '../constructs/triggers/new-data-rule.ts';
import { Schedule } from '../constructs/triggers/schedule.ts';
import { AddOnStack, type AddOnStackProps } from './add-on-stack.ts';

/** Stack that starts the pipeline on a schedule and for new data. */
export class TriggersStack extends AddOnStack {
  constructor(scope: Construct, id: string, props: AddOnStackProps) {
    super(scope, id, { description: 'Stepmaker: a schedule and new data start an ML pipeline', ...props });
    const expression = this.parameter('ScheduleExpression', {
      default: '',
      allowedPattern: '((cron|rate|at)\\(.+\\))?',
      description: 'Such as rate(7 days) or cron(0 3 ? * MON *); empty for no schedule',
    });
    const timezone = this.parameter('ScheduleTimezone', { default: 'UTC', description: 'Such as Europe/Berlin' });
    const startOnNewData = this.parameter('StartOnNewData', {
      default: 'true',
      allowedValues: ['true', 'false'],
      description: 'Whether a CSV file that arrives under raw-data/ starts a run',
    });
    const stateMachineArn = this.imported('StateMachineArn');
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    new Schedule(this, 'Schedule', {
      expression,
      timezone,
      isWanted: this.whenGiven(expression),
      stateMachineArn,
      deadLetters,
    });
    new NewDataRule(this, 'NewDataRule', {
      bucketName: this.imported('BucketName'),
      stateMachineArn,
      isWanted: this.whenGiven(startOnNewData, 'false'),
      deadLetters,
    });
    new CfnOutput(this, 'DeadLetterQueueUrl', { value: deadLetters.url });
  }
}
