import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import { CfnCondition, type CfnParameter, Fn, Token } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import type { AlarmTopic } from './alarm-topic.ts';

/** The limit, the pipeline that it counts, and the topic that the budget notifies. */
export interface MonthlyBudgetProps {
  /** Limit in US dollars. 0 stands for no budget. */
  readonly dollars: CfnParameter;
  readonly pipelineStackName: CfnParameter;
  readonly topic: AlarmTopic;
}

/**
 * A budget for what carries the pipeline's tag. It notifies the topic when 80 % is spent and when 100 % is forecast. AWS counts by the tag once it
 * has been activated as a cost allocation tag in the billing console.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-budgets-budget.html
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
 */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, { dollars, pipelineStackName, topic }: MonthlyBudgetProps) {
    super(scope, id);
    const isWanted = new CfnCondition(scope, 'HasBudget', {
      expression: Fn.conditionNot(Fn.conditionEquals(dollars.valueAsString, '0')),
    });
    const notification = (notificationType: string, threshold: number): CfnBudget.NotificationWithSubscribersProperty => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'SNS', address: topic.arn }],
    });
    const budget = new CfnBudget(this, 'Default', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: Token.asNumber(dollars.value), unit: 'USD' },
        costFilters: { TagKeyValue: [Fn.sub(`user:${STACK_TAG_KEY}$\${${pipelineStackName.logicalId}}`)] },
      },
      notificationsWithSubscribers: [notification('ACTUAL', 80), notification('FORECASTED', 100)],
    });
    budget.cfnOptions.condition = isWanted;
    budget.addResourceDependency(topic.policy);
  }
}
