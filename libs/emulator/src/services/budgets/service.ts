import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { OperationHandler, Service } from '../../core/service.ts';
import type { Collection } from '../../core/store.ts';

interface Notification {
  readonly NotificationType: string;
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly ThresholdType?: string;
}

interface Subscriber {
  readonly SubscriptionType: string;
  readonly Address: string;
}

interface NotificationWithSubscribers {
  readonly Notification: Notification;
  readonly Subscribers: readonly Subscriber[];
}

/** A budget as it is kept, by its name. */
interface BudgetRecord {
  /** In the API's shape. */
  readonly budget: Readonly<Record<string, unknown>> & { readonly BudgetName: string };
  readonly notifications: readonly NotificationWithSubscribers[];
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

interface BudgetInput {
  readonly BudgetName?: string;
  readonly Budget?: BudgetRecord['budget'];
  readonly NewBudget?: BudgetRecord['budget'];
  readonly NotificationsWithSubscribers?: readonly NotificationWithSubscribers[];
  readonly Notification?: Notification;
  readonly OldNotification?: Notification;
  readonly NewNotification?: Notification;
  readonly Subscriber?: Subscriber;
  readonly OldSubscriber?: Subscriber;
  readonly NewSubscriber?: Subscriber;
  readonly Subscribers?: readonly Subscriber[];
  readonly ResourceARN?: string;
  readonly ResourceTags?: BudgetRecord['tags'];
  readonly ResourceTagKeys?: readonly string[];
}

/**
 * AWS Budgets, as records: nothing costs anything here, so what was spent is nil and nobody is notified.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Budgets.html
 */
export function createBudgetsService({ store, clock }: Runtime): Service {
  const records: Collection<BudgetRecord> = store.collection('budgets.budget');
  const get = (name = ''): BudgetRecord => {
    const record = records.get(name);
    if (record === undefined) throw notFound(`Unable to get budget: ${name} - the budget doesn't exist.`);
    return record;
  };
  const put = (record: BudgetRecord): void => records.put(record.budget.BudgetName, record);
  const notificationOf = (record: BudgetRecord, wanted: Notification | undefined): NotificationWithSubscribers => {
    const found = record.notifications.find(({ Notification: each }) => isSame(each, wanted));
    if (found === undefined) throw notFound('Unable to find the notification.');
    return found;
  };
  const changeNotification = (
    name: string | undefined,
    wanted: Notification | undefined,
    change: (found: NotificationWithSubscribers) => NotificationWithSubscribers | undefined,
  ): void => {
    const record = get(name);
    const found = notificationOf(record, wanted);
    put({ ...record, notifications: record.notifications.flatMap((each) => (each === found ? (change(each) ?? []) : [each])) });
  };
  const shape = ({ budget }: BudgetRecord): object => ({
    TimePeriod: { Start: new Date(Date.UTC(2026, 0, 1)), End: new Date(Date.UTC(2087, 5, 15)) },
    ...revived(budget),
    CalculatedSpend: { ActualSpend: { Amount: '0.0', Unit: 'USD' } },
  });
  const byArn = (arn = ''): BudgetRecord => get(arn.slice(arn.lastIndexOf('/') + 1));
  const operations: Record<string, OperationHandler<BudgetInput>> = {
    CreateBudget: ({ Budget, NotificationsWithSubscribers = [], ResourceTags = [] }) => {
      const budget = Budget as BudgetRecord['budget'];
      if (records.get(budget.BudgetName) !== undefined)
        throw new AwsError({
          code: 'DuplicateRecordException',
          message: `Error creating budget: ${budget.BudgetName} - the budget already exists.`,
        });
      if (NotificationsWithSubscribers.some(({ Subscribers }) => Subscribers.length === 0))
        throw new AwsError({ code: 'InvalidParameterException', message: 'A notification needs at least one subscriber.' });
      put({ budget: stored(budget, clock.now()), notifications: NotificationsWithSubscribers, tags: ResourceTags });
    },
    DescribeBudget: ({ BudgetName }) => ({ Budget: shape(get(BudgetName)) }),
    DescribeBudgets: () => ({ Budgets: records.list().map(({ value }) => shape(value)) }),
    UpdateBudget: ({ NewBudget }) => {
      const budget = NewBudget as BudgetRecord['budget'];
      put({ ...get(budget.BudgetName), budget: stored(budget, clock.now()) });
    },
    DeleteBudget: ({ BudgetName }) => {
      records.delete(get(BudgetName).budget.BudgetName);
    },
    CreateNotification: ({ BudgetName, Notification: wanted, Subscribers = [] }) => {
      const record = get(BudgetName);
      put({ ...record, notifications: [...record.notifications, { Notification: wanted as Notification, Subscribers }] });
    },
    UpdateNotification: ({ BudgetName, OldNotification, NewNotification }) =>
      changeNotification(BudgetName, OldNotification, ({ Subscribers }) => ({
        Notification: NewNotification as Notification,
        Subscribers,
      })),
    DeleteNotification: ({ BudgetName, Notification: wanted }) => changeNotification(BudgetName, wanted, () => undefined),
    DescribeNotificationsForBudget: ({ BudgetName }) => ({
      Notifications: get(BudgetName).notifications.map(({ Notification: each }) => ({
        ThresholdType: 'PERCENTAGE',
        ...each,
        NotificationState: 'OK',
      })),
    }),
    CreateSubscriber: ({ BudgetName, Notification: wanted, Subscriber: subscriber }) =>
      changeNotification(BudgetName, wanted, (found) => ({
        ...found,
        Subscribers: [...found.Subscribers, subscriber as Subscriber],
      })),
    UpdateSubscriber: ({ BudgetName, Notification: wanted, OldSubscriber, NewSubscriber }) =>
      changeNotification(BudgetName, wanted, (found) => ({
        ...found,
        Subscribers: [
          ...found.Subscribers.filter((each) => each.Address !== OldSubscriber?.Address),
          NewSubscriber as Subscriber,
        ],
      })),
    DeleteSubscriber: ({ BudgetName, Notification: wanted, Subscriber: subscriber }) =>
      changeNotification(BudgetName, wanted, (found) => ({
        ...found,
        Subscribers: found.Subscribers.filter((each) => each.Address !== subscriber?.Address),
      })),
    DescribeSubscribersForNotification: ({ BudgetName, Notification: wanted }) => ({
      Subscribers: notificationOf(get(BudgetName), wanted).Subscribers,
    }),
    ListTagsForResource: ({ ResourceARN }) => ({ ResourceTags: byArn(ResourceARN).tags }),
    TagResource: ({ ResourceARN, ResourceTags = [] }) => {
      const record = byArn(ResourceARN);
      const kept = record.tags.filter(({ Key }) => !ResourceTags.some((each) => each.Key === Key));
      put({ ...record, tags: [...kept, ...ResourceTags] });
    },
    UntagResource: ({ ResourceARN, ResourceTagKeys = [] }) => {
      const record = byArn(ResourceARN);
      put({ ...record, tags: record.tags.filter(({ Key }) => !ResourceTagKeys.includes(Key)) });
    },
  };
  return { id: 'budgets', operations };
}

/** Without dates, which the store does not keep. */
function stored(budget: BudgetRecord['budget'], now: number): BudgetRecord['budget'] {
  const kept = JSON.parse(JSON.stringify(budget)) as BudgetRecord['budget'];
  return { ...kept, LastUpdatedTime: new Date(now).toISOString() };
}

function revived(budget: BudgetRecord['budget']): object {
  const { TimePeriod, LastUpdatedTime, ...rest } = budget as Record<string, unknown>;
  const period = TimePeriod as { Start?: string; End?: string } | undefined;
  return {
    ...rest,
    LastUpdatedTime: new Date(String(LastUpdatedTime)),
    ...(period === undefined
      ? {}
      : {
          TimePeriod: {
            Start: new Date(period.Start ?? Date.UTC(2026, 0, 1)),
            End: new Date(period.End ?? Date.UTC(2087, 5, 15)),
          },
        }),
  };
}

function isSame(left: Notification, right: Notification | undefined): boolean {
  return (
    left.NotificationType === right?.NotificationType &&
    left.ComparisonOperator === right.ComparisonOperator &&
    left.Threshold === right.Threshold &&
    (left.ThresholdType ?? 'PERCENTAGE') === (right.ThresholdType ?? 'PERCENTAGE')
  );
}

function notFound(message: string): AwsError {
  return new AwsError({ code: 'NotFoundException', message });
}
