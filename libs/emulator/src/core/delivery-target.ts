import type { ParsedArn } from './arn.ts';
import type { Runtime } from './runtime.ts';

/** A message from one service to a resource of another one: an alarm to a topic, the event of a rule to a state machine. */
export interface DeliveryMessage {
  /** ARN of the resource that receives the message. */
  readonly target: string;
  readonly payload: string;
  readonly region: string;
  /** The service that sends, e.g. `events.amazonaws.com`. */
  readonly principal: string;
  /** ARN of the alarm, rule or topic that sends. */
  readonly sourceArn: string;
  /** Role that the sender assumes. @default - it sends in its own name, and the policy of the target must allow it */
  readonly roleArn?: string;
  /** Subject of a message to a topic. */
  readonly subject?: string;
  /** Name of the delivery: a second one of the same name starts no second execution. */
  readonly id?: string;
  /** Message group of a FIFO queue. */
  readonly messageGroupId?: string;
  /** Deduplication id of a message to a FIFO queue. @default - the queue makes it from the content */
  readonly messageDeduplicationId?: string;
  /** Attributes of a message to a queue or a topic. */
  readonly messageAttributes?: Readonly<Record<string, object>>;
}

/** Context of a target that receives a message. */
export interface DeliveryContext {
  readonly runtime: Runtime;
  /** The resource that the message is sent to. */
  readonly resource: ParsedArn;
  /** Calls an operation of the target's service as the sender, in the region of the target. */
  readonly call: (operation: string, input: object) => Promise<unknown>;
}

/** Target of messages: the resources of a service that receive them from other services. */
export interface DeliveryTarget {
  /** Whether messages can be sent to this resource. */
  readonly accepts: (target: ParsedArn) => boolean;
  /** @throws AwsError if the target refuses the message */
  readonly receive: (message: DeliveryMessage, context: DeliveryContext) => Promise<void>;
}
