import { createHash, randomUUID } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { parseArn } from '../../core/arn.ts';
import type { Runtime } from '../../core/runtime.ts';
import { invalidParameter, missingParameter, refused } from './errors.ts';
import { keptAttributes } from './message-attributes.ts';
import { MessageStore, type QueuedMessage } from './message-store.ts';
import { keyOf, MAX_DELAY_SECONDS, numberOf, type Queue, QueueStore } from './queue-store.ts';

/** A message as it is sent. */
export interface SentMessage {
  readonly MessageBody?: string | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>> | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

/** Request for a message. */
export interface ReceiveRequest {
  readonly maximum: number;
  readonly visibilitySeconds: number;
  readonly waitSeconds: number;
}

const DEDUPLICATION_MILLIS = 300_000;

/** Queues and what is in them. */
export class Queues {
  readonly runtime: Runtime;
  readonly store: QueueStore;
  readonly messages: MessageStore;
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(runtime: Runtime) {
    this.runtime = runtime;
    this.store = new QueueStore(runtime);
    this.messages = new MessageStore(runtime.store);
  }

  /** Puts a message in. @throws AwsError where the queue does not take it */
  send(
    queue: Queue,
    message: SentMessage,
    senderId: string,
  ): { readonly id: string; readonly sequence: number; readonly attributes: QueuedMessage['attributes'] } {
    const { MessageBody: body = '', DelaySeconds, MessageGroupId, MessageDeduplicationId } = message;
    if (body === '') throw missingParameter('MessageBody');
    const limit = numberOf(queue, 'MaximumMessageSize');
    if (Buffer.byteLength(body) > limit)
      throw invalidParameter(`One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`);
    if (DelaySeconds !== undefined && (DelaySeconds < 0 || DelaySeconds > MAX_DELAY_SECONDS))
      throw invalidParameter(
        `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${MAX_DELAY_SECONDS}.`,
      );
    if (queue.fifo && DelaySeconds !== undefined && DelaySeconds > 0)
      throw invalidParameter(
        `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
      );
    const attributes = keptAttributes(message.MessageAttributes);
    const key = keyOf(queue);
    const now = this.runtime.clock.now();
    const deduplicationId = queue.fifo ? deduplicationOf(queue, message) : undefined;
    if (queue.fifo && MessageGroupId === undefined) throw missingParameter('MessageGroupId');
    if (!queue.fifo && MessageDeduplicationId !== undefined)
      throw invalidParameter(
        `Value ${MessageDeduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.`,
      );
    if (deduplicationId !== undefined) {
      const duplicate = this.messages.duplicate(key, deduplicationId, now - DEDUPLICATION_MILLIS);
      if (duplicate !== undefined) return { ...duplicate, attributes };
    }
    const id = randomUUID();
    const visibleAt = now + (DelaySeconds ?? numberOf(queue, 'DelaySeconds')) * 1000;
    const sequence = this.runtime.store.transaction(() => {
      const number = this.messages.add(key, {
        id,
        body,
        attributes,
        senderId,
        sentAt: now,
        visibleAt,
        receives: 0,
        ...(MessageGroupId === undefined ? {} : { groupId: MessageGroupId }),
        ...(deduplicationId === undefined ? {} : { deduplicationId }),
      });
      if (deduplicationId !== undefined) this.messages.noteDuplicate(key, deduplicationId, id, number, now);
      return number;
    });
    this.wake(key);
    return { id, sequence, attributes };
  }

  /** Takes visible messages out of sight; waits for the first one where asked to. */
  async receive(queue: Queue, request: ReceiveRequest, signal: AbortSignal): Promise<QueuedMessage[]> {
    const { clock } = this.runtime;
    const deadline = clock.now() + request.waitSeconds * 1000;
    for (;;) {
      const found = this.#take(queue, request);
      const now = clock.now();
      if (found.length > 0 || now >= deadline || signal.aborted) return found;
      const soon = this.messages
        .list(keyOf(queue))
        .map(({ visibleAt }) => visibleAt)
        .filter((at) => at > now);
      await this.#wait(keyOf(queue), Math.min(deadline, ...soon), signal);
    }
  }

  /** Lets those who wait for a queue look again. */
  wake(key: string): void {
    for (const resolve of this.#waiting.get(key) ?? []) resolve();
  }

  #take(queue: Queue, { maximum, visibilitySeconds }: ReceiveRequest): QueuedMessage[] {
    const key = keyOf(queue);
    const now = this.runtime.clock.now();
    return this.runtime.store.transaction(() => {
      this.messages.expire(key, now - numberOf(queue, 'MessageRetentionPeriod') * 1000);
      const taken: QueuedMessage[] = [];
      // Of a group, nothing goes out while something of it is being worked on.
      const blocked = new Set<string>();
      const all = this.messages.list(key);
      for (const { groupId, visibleAt, receives } of all) {
        if (queue.fifo && groupId !== undefined && visibleAt > now && receives > 0) blocked.add(groupId);
      }
      for (const message of all) {
        if (taken.length === maximum) break;
        if (message.visibleAt > now || (message.groupId !== undefined && blocked.has(message.groupId))) continue;
        if (this.#toDeadLetters(queue, message)) continue;
        this.messages.received(message.sequence, now + visibilitySeconds * 1000, now);
        taken.push(this.messages.get(key, message.sequence) as QueuedMessage);
      }
      return taken;
    });
  }

  /** Moves a message away that has been received too often. */
  #toDeadLetters(queue: Queue, message: QueuedMessage): boolean {
    const policy = queue.attributes['RedrivePolicy'];
    if (policy === undefined || policy === '') return false;
    const { deadLetterTargetArn = '', maxReceiveCount = 10 } = JSON.parse(policy) as {
      deadLetterTargetArn?: string;
      maxReceiveCount?: number;
    };
    if (message.receives < Number(maxReceiveCount)) return false;
    const target = this.store.find(queue.region, parseArn(deadLetterTargetArn)?.resource ?? '');
    if (target === undefined) return false;
    const { sequence: _sequence, firstReceivedAt: _first, ...rest } = message;
    this.messages.delete(keyOf(queue), message.sequence);
    this.messages.add(keyOf(target), { ...rest, visibleAt: this.runtime.clock.now(), receives: 0 });
    this.wake(keyOf(target));
    return true;
  }

  #wait(key: string, until: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(key) ?? new Set();
      this.#waiting.set(key, waiting);
      const done = (): void => {
        waiting.delete(done);
        timer.cancel();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = this.runtime.clock.setTimer(until, done);
      waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  /** Lets go of all who wait. */
  stop(): void {
    for (const waiting of this.#waiting.values()) for (const resolve of [...waiting]) resolve();
  }
}

function deduplicationOf(queue: Queue, { MessageDeduplicationId, MessageBody = '' }: SentMessage): string {
  if (MessageDeduplicationId !== undefined) return MessageDeduplicationId;
  if (queue.attributes['ContentBasedDeduplication'] === 'true') return createHash('sha256').update(MessageBody).digest('hex');
  throw refused(
    'InvalidParameterValueException',
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    'InvalidParameterValue',
  );
}
