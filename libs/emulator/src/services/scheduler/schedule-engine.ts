import { randomUUID } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import { deliver } from '../../delivery/deliver.ts';
import { type Delivery, DeliveryQueue } from '../../delivery/delivery-queue.ts';
import { textAttributes } from '../../delivery/message-attributes.ts';
import { retriesOf } from '../../delivery/retry-policy.ts';
import { nextTime, parseSchedule } from '../../schedule/schedule-expression.ts';
import { Ticker } from '../../schedule/ticker.ts';
import { scheduleGroupArn } from './schedule-group.ts';
import { keyOf, type Schedule, type ScheduleStore } from './schedule-store.ts';

/** An invocation of a schedule's target. */
interface Invocation {
  readonly schedule: Schedule;
  /** Due time, in milliseconds since the epoch. */
  readonly due: number;
}

const PRINCIPAL = 'scheduler.amazonaws.com';

/**
 * Invokes the targets of schedules when they are due. What became due while no server ran: a one-time schedule is made up for at the next
 * start, a recurring one continues with its next time.
 */
export class ScheduleEngine {
  readonly #runtime: Runtime;
  readonly #store: ScheduleStore;
  readonly #ticker: Ticker;
  readonly #queue: DeliveryQueue<Invocation>;

  constructor(runtime: Runtime, store: ScheduleStore) {
    this.#runtime = runtime;
    this.#store = store;
    this.#ticker = new Ticker(runtime.clock);
    this.#queue = new DeliveryQueue<Invocation>(runtime, {
      collection: 'scheduler.invocation',
      send: (invocation, delivery) => this.#send(invocation, delivery),
      retries: ({ schedule }) => retriesOf(schedule.target.RetryPolicy),
      giveUp: (invocation, error, delivery) => this.#giveUp(invocation, error, delivery),
    });
  }

  start(): void {
    this.#queue.start();
    for (const schedule of this.#store.list()) this.set(schedule);
  }

  async stop(): Promise<void> {
    this.#ticker.stop();
    await this.#queue.stop();
  }

  /** Takes a schedule's next appointment. */
  set(schedule: Schedule): void {
    this.#ticker.cancel(keyOf(schedule));
    const due = this.#next(schedule);
    if (due === undefined) return;
    const { Mode, MaximumWindowInMinutes = 0 } = schedule.flexibleTimeWindow;
    // Within its window AWS chooses the moment; here it is in the first tenth.
    const delay = Mode === 'FLEXIBLE' ? Math.random() * MaximumWindowInMinutes * 6000 : 0;
    this.#ticker.set(keyOf(schedule), Math.max(due + delay, this.#runtime.clock.now()), () => this.#fire(schedule, due));
  }

  cancel(schedule: Schedule): void {
    this.#ticker.cancel(keyOf(schedule));
  }

  #next(schedule: Schedule): number | undefined {
    const { zone, state, startDate, endDate, firedFor, createdAt, modifiedAt } = schedule;
    const expression = parseSchedule(schedule.expression, zone);
    if (expression === undefined || state === 'DISABLED') return undefined;
    if (expression.kind === 'at') return firedFor === undefined ? expression.moment : undefined;
    const now = this.#runtime.clock.now();
    const origin = startDate ?? createdAt;
    // A rate begins at its start date, or as soon as the schedule is made.
    const isFirst = expression.kind === 'rate' && firedFor === undefined && modifiedAt === createdAt;
    const after = Math.max(now, firedFor ?? 0, (startDate ?? 0) - 1);
    const next =
      isFirst && (startDate === undefined || startDate >= now) ? origin : nextTime(expression, { after, origin, zone });
    return next === undefined || (endDate !== undefined && next > endDate) ? undefined : next;
  }

  #fire(given: Schedule, due: number): void {
    const schedule = this.#store.find(given.region, given.group, given.name);
    if (schedule === undefined) return;
    const fired = { ...schedule, firedFor: due };
    this.#runtime.metrics.add(schedule.region, 'AWS/Scheduler', 'InvocationAttemptCount', [['ScheduleGroup', schedule.group]], 1);
    this.#runtime.store.transaction(() => {
      this.#store.put(fired);
      this.#queue.add({ schedule: fired, due }, randomUUID());
    });
    const isOver = this.#next(fired) === undefined;
    if (isOver && schedule.actionAfterCompletion === 'DELETE') this.#store.delete(fired);
    else this.set(fired);
  }

  async #send({ schedule, due }: Invocation, { id, failures }: Delivery<Invocation>): Promise<void> {
    const { target, region, arn, group } = schedule;
    const { partition, account } = this.#runtime;
    const words: Readonly<Record<string, string>> = {
      '<aws.scheduler.schedule-arn>': arn,
      '<aws.scheduler.scheduled-time>': new Date(due).toISOString().replace(/\.\d+Z$/u, 'Z'),
      '<aws.scheduler.execution-id>': id,
      '<aws.scheduler.attempt-number>': String(failures + 1),
    };
    const payload = (target.Input ?? '{}').replaceAll(/<aws\.scheduler\.[a-z-]+>/gu, (word) => words[word] ?? word);
    await deliver(this.#runtime, {
      target: target.Arn ?? '',
      payload,
      region,
      principal: PRINCIPAL,
      sourceArn: scheduleGroupArn(group, { partition, region, account }),
      roleArn: target.RoleArn ?? '',
      id,
      ...(target.SqsParameters?.MessageGroupId === undefined ? {} : { messageGroupId: target.SqsParameters.MessageGroupId }),
    });
  }

  async #giveUp({ schedule, due }: Invocation, error: unknown, { failures }: Delivery<Invocation>): Promise<void> {
    const { target, region, group, name, arn } = schedule;
    const { metrics, log } = this.#runtime;
    const reason = (error as Error).message;
    const dimensions = [['ScheduleGroup', group]] as const;
    metrics.add(region, 'AWS/Scheduler', 'TargetErrorCount', dimensions, 1);
    metrics.add(region, 'AWS/Scheduler', 'InvocationDroppedCount', dimensions, 1);
    log('warn', `The schedule ${name} could not reach ${target.Arn ?? ''}: ${reason}`);
    const queueArn = target.DeadLetterConfig?.Arn;
    if (queueArn === undefined) return;
    const messageAttributes = textAttributes({
      ERROR_CODE: error instanceof AwsError ? error.code : 'InternalError',
      ERROR_MESSAGE: reason === '' ? 'unknown' : reason,
      SCHEDULE_ARN: arn,
      SCHEDULED_TIME: new Date(due).toISOString(),
      TARGET_ARN: target.Arn ?? '',
      IS_PAYLOAD_TRUNCATED: 'false',
      X_AMZ_SCHEDULER_RETRY_ATTEMPTS: String(failures - 1),
    });
    try {
      const payload = target.Input ?? '{}';
      const message = { target: queueArn, payload, region, principal: PRINCIPAL, sourceArn: arn, messageAttributes };
      await deliver(this.#runtime, { ...message, ...(target.RoleArn === undefined ? {} : { roleArn: target.RoleArn }) });
      metrics.add(region, 'AWS/Scheduler', 'InvocationsSentToDeadLetterCount', dimensions, 1);
    } catch (failure) {
      log('warn', `The schedule ${name} could not use its dead-letter queue ${queueArn}: ${(failure as Error).message}`);
    }
  }
}
