import { AwsError } from '../../core/aws-error.ts';
import type { Collection, Store } from '../../core/store.ts';

/** A notification of a budget, in the API's shape. */
export interface Notification {
  readonly NotificationType: string;
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  /** @default PERCENTAGE */
  readonly ThresholdType?: string;
}

/** Subscribers of a notification, in the API's shape. */
export interface Subscriber {
  readonly SubscriptionType: string;
  readonly Address: string;
}

/** A notification and who receives it, in the API's shape. */
export interface NotificationWithSubscribers {
  readonly Notification: Notification;
  readonly Subscribers: readonly Subscriber[];
}

/** A budget, in the API's shape. */
export type Budget = Readonly<Record<string, unknown>> & { readonly BudgetName: string };

/** A budget as it is kept, by its name. */
export interface BudgetRecord {
  /** Budget with dates as ISO 8601 texts. */
  readonly budget: Budget;
  readonly notifications: readonly NotificationWithSubscribers[];
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** Budgets, their notifications and subscribers. */
export class BudgetStore {
  readonly #records: Collection<BudgetRecord>;

  constructor(store: Store) {
    this.#records = store.collection('budgets.budget');
  }

  find(name: string): BudgetRecord | undefined {
    return this.#records.get(name);
  }

  /** @throws AwsError `NotFoundException` */
  get(name: string): BudgetRecord {
    const record = this.find(name);
    if (record === undefined) throw notFound(`Unable to get budget: ${name} - the budget doesn't exist.`);
    return record;
  }

  put(record: BudgetRecord): void {
    this.#records.put(record.budget.BudgetName, record);
  }

  delete({ budget }: BudgetRecord): void {
    this.#records.delete(budget.BudgetName);
  }

  list(): BudgetRecord[] {
    return this.#records.list().map(({ value }) => value);
  }

  /** A notification of a budget with its subscribers. @throws AwsError `NotFoundException` where one of them does not exist */
  notification(name: string, wanted: Notification): NotificationWithSubscribers {
    return notificationOf(this.get(name), wanted);
  }

  /**
   * Changes a notification.
   *
   * @param change returns what replaces it, undefined to delete it
   * @throws AwsError `NotFoundException`
   */
  changeNotification(
    name: string,
    wanted: Notification,
    change: (found: NotificationWithSubscribers) => NotificationWithSubscribers | undefined,
  ): void {
    const record = this.get(name);
    const found = notificationOf(record, wanted);
    const notifications = record.notifications.flatMap((each) => (each === found ? (change(each) ?? []) : [each]));
    this.put({ ...record, notifications });
  }
}

function notificationOf({ notifications }: BudgetRecord, wanted: Notification): NotificationWithSubscribers {
  const found = notifications.find(({ Notification: each }) => isSame(each, wanted));
  if (found === undefined) throw notFound('Unable to find the notification.');
  return found;
}

function isSame(left: Notification, right: Notification): boolean {
  return (
    left.NotificationType === right.NotificationType &&
    left.ComparisonOperator === right.ComparisonOperator &&
    left.Threshold === right.Threshold &&
    (left.ThresholdType ?? 'PERCENTAGE') === (right.ThresholdType ?? 'PERCENTAGE')
  );
}

function notFound(message: string): AwsError {
  return new AwsError({ code: 'NotFoundException', message });
}
