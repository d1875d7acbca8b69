import { randomUUID } from 'node:crypto';
import { AwsError } from '../core/aws-error.ts';
import type { Timer } from '../core/clock.ts';
import type { Runtime } from '../core/runtime.ts';
import type { Collection } from '../core/store.ts';

/** Something to be sent, and how often it is tried. Times are in milliseconds since the epoch. */
export interface Delivery<T> {
  readonly id: string;
  readonly message: T;
  readonly acceptedAt: number;
  readonly dueAt: number;
  /** Number of counted failed attempts. */
  readonly failures: number;
}

/**
 * Effect of a failed attempt on a message:
 *
 * - `counted`: it is sent again while retries are left and it is young enough.
 * - `uncounted`: it is sent again while it is young enough. The attempt uses up no retry.
 * - `final`: it is given up.
 * - `kept`: the server itself failed. The message stays in the store, and the next server sends it.
 */
export type FailureKind = 'counted' | 'uncounted' | 'final' | 'kept';

/** Sender of a service. */
export interface DeliveryRules<T, Result = void> {
  /** The collection that keeps the messages to be sent, e.g. `events.delivery`. */
  readonly collection: string;
  readonly send: (message: T, delivery: Delivery<T>) => Promise<Result>;
  /** Called with the result of `send` after the message has left the queue. @default - nothing */
  readonly sent?: (message: T, result: Result, delivery: Delivery<T>) => Promise<void> | void;
  /** Maximum number of retries after counted failures, and maximum age in milliseconds. */
  readonly retries: (message: T) => { readonly attempts: number; readonly ageMillis: number };
  /** Classifies a failure. @default - `counted` where another attempt may succeed, otherwise `final` */
  readonly failureKind?: (error: unknown) => FailureKind;
  /** Returns the milliseconds before the next attempt. @default doubles from one second up to a minute */
  readonly backoff?: (failures: number) => number;
  /** Handles a message that could not be sent, after it has left the queue. */
  readonly giveUp: (message: T, error: unknown, delivery: Delivery<T>) => Promise<void> | void;
  /** Reads a record of the collection that an earlier version stored in another form. @default - every record is a delivery */
  readonly restore?: (id: string, stored: unknown) => Delivery<T>;
}

/**
 * Sends messages in the background. Each message is stored before it is accepted, so it is sent at least once even where the server is
 * killed in between, and it is sent again where another attempt may succeed.
 */
export class DeliveryQueue<T, Result = void> {
  readonly #runtime: Runtime;
  readonly #rules: DeliveryRules<T, Result>;
  readonly #kept: Collection<Delivery<T>>;
  readonly #timers = new Map<string, Timer>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(runtime: Runtime, rules: DeliveryRules<T, Result>) {
    this.#runtime = runtime;
    this.#rules = rules;
    this.#kept = runtime.store.collection(rules.collection);
  }

  /** Accepts a message. */
  add(message: T, id: string = randomUUID()): void {
    const now = this.#runtime.clock.now();
    const delivery: Delivery<T> = { id, message, acceptedAt: now, dueAt: now, failures: 0 };
    this.#kept.put(id, delivery);
    this.#schedule(delivery);
  }

  /** Schedules the messages that an earlier server had accepted. */
  start(): void {
    const { restore = (_id, stored) => stored as Delivery<T> } = this.#rules;
    for (const { key, value } of this.#kept.list()) this.#schedule(restore(key, value));
  }

  /** Cancels all scheduled attempts and waits for the running ones. The next server sends the messages that are left. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) timer.cancel();
    await Promise.allSettled(this.#running);
  }

  #schedule(delivery: Delivery<T>): void {
    if (this.#stopped) return;
    const { clock } = this.#runtime;
    if (delivery.dueAt <= clock.now()) this.#begin(delivery);
    else
      this.#timers.set(
        delivery.id,
        clock.setTimer(delivery.dueAt, () => this.#begin(delivery)),
      );
  }

  #begin(delivery: Delivery<T>): void {
    this.#timers.delete(delivery.id);
    const attempt = this.#attempt(delivery).catch((error: unknown) => {
      this.#runtime.log('error', `${this.#rules.collection}: a message was lost: ${String(error)}`);
    });
    this.#running.add(attempt);
    void attempt.finally(() => this.#running.delete(attempt));
  }

  async #attempt(delivery: Delivery<T>): Promise<void> {
    const { id, message } = delivery;
    let result: Result;
    try {
      result = await this.#rules.send(message, delivery);
    } catch (error) {
      if (!this.#stopped) await this.#afterFailure(delivery, error);
      return;
    }
    this.#kept.delete(id);
    await this.#rules.sent?.(message, result, delivery);
  }

  async #afterFailure(delivery: Delivery<T>, error: unknown): Promise<void> {
    const { retries, failureKind = kindOf, backoff = doubling, giveUp } = this.#rules;
    const { id, message, acceptedAt } = delivery;
    const kind = failureKind(error);
    if (kind === 'kept') {
      const reason = String(error);
      this.#runtime.log('error', `${this.#rules.collection}: a message stays in the store until the next start: ${reason}`);
      return;
    }
    const failures = kind === 'uncounted' ? delivery.failures : delivery.failures + 1;
    const dueAt = this.#runtime.clock.now() + backoff(delivery.failures + 1);
    const { attempts, ageMillis } = retries(message);
    const mayRetry = kind === 'uncounted' || (kind === 'counted' && failures <= attempts);
    if (mayRetry && dueAt - acceptedAt <= ageMillis) {
      const next = { ...delivery, failures, dueAt };
      this.#kept.put(id, next);
      this.#schedule(next);
      return;
    }
    this.#kept.delete(id);
    await giveUp(message, error, { ...delivery, failures });
  }
}

function doubling(failures: number): number {
  return Math.min(60_000, 500 * 2 ** failures);
}

/** `counted` for a failure that another attempt may not meet. */
function kindOf(error: unknown): FailureKind {
  if (!(error instanceof AwsError)) return 'counted';
  const mayPass =
    error.code !== 'NotImplemented' && (error.httpStatus >= 500 || /Throttl|TooManyRequests|LimitExceeded/u.test(error.code));
  return mayPass ? 'counted' : 'final';
}
