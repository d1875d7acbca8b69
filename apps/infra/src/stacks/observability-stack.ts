import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../constructs/observability/alarm-topic.ts';
import { Alarms } from '../constructs/observability/alarms.ts';
import { Dashboard } from '../constructs/observability/dashboard.ts';
import { MonthlyBudget } from '../constructs/observability/monthly-budget.ts';
import { AddOnStack, type AddOnStackProps } from './add-on-stack.ts';

/** The add-on stack with alarms, their topic, a dashboard, and a budget where `MonthlyBudgetDollars` is not 0. */
export class ObservabilityStack extends AddOnStack {
  constructor(scope: Construct, id: string, props: AddOnStackProps) {
    super(scope, id, { description: 'Stepmaker: alarms, dashboard and budget of an ML pipeline', ...props });
    const email = this.parameter('AlarmEmail', {
      default: '',
      allowedPattern: '([^\\s@]+@[^\\s@]+)?',
      description: 'E-mail address for alarms. Leave empty to send none.',
    });
    const kmsKeyArn = this.parameter('TopicKmsKeyArn', {
      default: '',
      allowedPattern: '(arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/[a-zA-Z0-9-]+)?',
      description: "A customer's key whose policy lets cloudwatch.amazonaws.com and budgets.amazonaws.com use it; empty for none",
    });
    const latencyMilliseconds = this.parameter('EndpointLatencyMilliseconds', {
      type: 'Number',
      default: 1000,
      minValue: 1,
      maxValue: 60000,
      description: 'The 99th percentile of latency that is too slow',
    });
    const dollars = this.parameter('MonthlyBudgetDollars', {
      type: 'Number',
      default: 0,
      minValue: 0,
      description: 'What the pipeline may cost in a month; 0 for no budget',
    });
    const topic = new AlarmTopic(this, 'AlarmTopic', {
      email,
      hasEmail: this.whenGiven(email),
      kmsKeyArn,
      hasKmsKey: this.whenGiven(kmsKeyArn),
    });
    const stateMachineArn = this.imported('StateMachineArn');
    const endpointName = this.imported('EndpointName');
    const alarms = new Alarms(this, 'Alarms', { topic, stateMachineArn, endpointName, latencyMilliseconds });
    new Dashboard(this, 'Dashboard', {
      pipelineStackName: this.pipelineStackName.valueAsString,
      stateMachineArn,
      endpointName,
      alarmArns: alarms.arns,
    });
    new MonthlyBudget(this, 'Budget', { dollars, pipelineStackName: this.pipelineStackName, topic });
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.arn });
  }
}
