import { ignoreNotFound } from '../failure-reason.ts';
import type { JsonObject } from '../template/json.ts';
import { TAGS } from './property-shape.ts';
import type { Properties, ResourceContext, ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-budgets-budget.html */
export const budgetsBudget: ResourceType = {
  typeName: 'AWS::Budgets::Budget',
  properties: {
    Budget: {
      AutoAdjustData: 'notServed',
      BillingViewArn: 'notServed',
      BudgetLimit: { Amount: 'string', Unit: 'string' },
      BudgetName: 'string',
      BudgetType: 'string',
      CostFilters: 'json',
      CostTypes: 'json',
      FilterExpression: 'json',
      Metrics: ['string'],
      PlannedBudgetLimits: 'notServed',
      TimePeriod: { End: 'string', Start: 'string' },
      TimeUnit: 'string',
    },
    NotificationsWithSubscribers: [
      {
        Notification: {
          ComparisonOperator: 'string',
          NotificationType: 'string',
          Threshold: 'number',
          ThresholdType: 'string',
        },
        Subscribers: [{ Address: 'string', SubscriptionType: 'string' }],
      },
    ],
    ResourceTags: TAGS,
  },
  required: ['Budget'],
  createOnly: [],
  generatedName: { maximumLength: 100 },
  attributes: [],
  create: async (properties, context) => {
    const budget = budgetOf(properties, context.generatedName);
    await context.call('budgets', 'CreateBudget', inputOf(properties, budget, context));
    return { physicalId: String(budget['BudgetName']), attributes: {} };
  },
  update: async (state, properties, _before, context) => {
    const budget = budgetOf(properties, state.physicalId);
    // Notifications have no operation that puts all of them: the budget is made anew under its name.
    await ignoreNotFound(remove(state.physicalId, context));
    await context.call('budgets', 'CreateBudget', inputOf(properties, budget, context));
    return { physicalId: String(budget['BudgetName']), attributes: {} };
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(remove(physicalId, context));
  },
};

function remove(BudgetName: string, context: ResourceContext): Promise<unknown> {
  return context.call('budgets', 'DeleteBudget', { AccountId: context.account, BudgetName });
}

function budgetOf(properties: Properties, name: string): Record<string, unknown> {
  const { TimePeriod, ...budget } = properties['Budget'] as JsonObject;
  const period = TimePeriod as JsonObject | undefined;
  const date = (value: unknown): Date => new Date(/^\d+$/u.test(String(value)) ? Number(value) * 1000 : String(value));
  return {
    BudgetName: name,
    ...budget,
    ...(period === undefined
      ? {}
      : { TimePeriod: Object.fromEntries(Object.entries(period).map(([member, value]) => [member, date(value)])) }),
  };
}

function inputOf(properties: Properties, Budget: object, { account }: ResourceContext): Record<string, unknown> {
  const { NotificationsWithSubscribers, ResourceTags } = properties;
  return {
    AccountId: account,
    Budget,
    ...(NotificationsWithSubscribers === undefined ? {} : { NotificationsWithSubscribers }),
    ...(ResourceTags === undefined ? {} : { ResourceTags }),
  };
}
