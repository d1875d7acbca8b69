import { randomUUID } from 'node:crypto';
import { AwsError } from '../core/aws-error.ts';
import type { Timer } from '../core/clock.ts';
import type { Runtime } from '../core/runtime.ts';
import type { Collection } from '../core/store.ts';

/** Something to be sent, and how often it is tried. */
export interface Delivery<T> {
  readonly id: string;
  readonly message: T;
  readonly acceptedAt: number;
  readonly dueAt: number;
  readonly failures: number;
}

/** How a service sends. */
export interface DeliveryRules<T> {
  /** The collection that keeps what is on its way, e.g. `events.delivery`. */
  readonly collection: string;
  readonly send: (message: T, delivery: Delivery<T>) => Promise<void>;
  /** How often, and how long, in milliseconds, a failed sending is tried again. */
  readonly retries: (message: T) => { readonly attempts: number; readonly ageMillis: number };
  /** How long to wait before the next try, in milliseconds. @default doubles from one second up to a minute */
  readonly backoff?: (failures: number) => number;
  /** What is done with what could not be sent. */
  readonly giveUp: (message: T, error: unknown, delivery: Delivery<T>) => Promise<void> | void;
}

/**
 * Sends messages in the background: each is kept before it is accepted, so it is sent at least once even where the server is killed in
 * between, and tried again where the failure may pass.
 */
export class DeliveryQueue<T> {
  readonly #runtime: Runtime;
  readonly #rules: DeliveryRules<T>;
  readonly #kept: Collection<Delivery<T>>;
  readonly #timers = new Map<string, Timer>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(runtime: Runtime, rules: DeliveryRules<T>) {
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

  /** Takes up what an earlier server had accepted. */
  start(): void {
    for (const { value } of this.#kept.list()) this.#schedule(value);
  }

  /** Lets go of everything; what was not sent yet is sent by the next server. */
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
    const { send, retries, backoff = doubling, giveUp } = this.#rules;
    const { id, message, acceptedAt } = delivery;
    try {
      await send(message, delivery);
      this.#kept.delete(id);
    } catch (error) {
      if (this.#stopped) return;
      const failures = delivery.failures + 1;
      const dueAt = this.#runtime.clock.now() + backoff(failures);
      const { attempts, ageMillis } = retries(message);
      if (mayPass(error) && failures <= attempts && dueAt - acceptedAt <= ageMillis) {
        const next = { ...delivery, failures, dueAt };
        this.#kept.put(id, next);
        this.#schedule(next);
        return;
      }
      this.#kept.delete(id);
      await giveUp(message, error, { ...delivery, failures });
    }
  }
}

function doubling(failures: number): number {
  return Math.min(60_000, 500 * 2 ** failures);
}

/** True for a failure that another try may not meet. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof AwsError)) return true;
  return (
    error.code !== 'NotImplemented' && (error.httpStatus >= 500 || /Throttl|TooManyRequests|LimitExceeded/u.test(error.code))
  );
}
