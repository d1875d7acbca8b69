import { AwsError, notServed } from '../core/aws-error.ts';
import { type Caller, serviceCaller } from '../core/caller.ts';
import type { Runtime } from '../core/runtime.ts';
import { requireKeyPermission } from './key-permission.ts';
import { rootOf } from './root-of.ts';

/** Something that a service sends to another one: an alarm to a topic, a rule's event to a state machine. */
export interface Message {
  /** ARN of a state machine, function, topic, queue or log group. */
  readonly target: string;
  readonly payload: string;
  readonly region: string;
  /** The service that sends, e.g. `events.amazonaws.com`. */
  readonly principal: string;
  /** The alarm, rule or topic that sends. */
  readonly sourceArn: string;
  /** The role that the sender assumes for it; without one it sends in its own name, and the target's policy must allow it. */
  readonly roleArn?: string;
  /** Of a message to a topic. */
  readonly subject?: string;
  /** Names the sending: a second one of the same name starts no second execution. */
  readonly id?: string;
  /** Of a message to a FIFO queue. */
  readonly messageGroupId?: string;
  /** Of a message to a queue or a topic. */
  readonly messageAttributes?: Readonly<Record<string, object>>;
}

/** The kinds of targets that are served, by the service in their ARNs. */
const SERVED: Readonly<Record<string, 'lambda' | 'logs' | 'sns' | 'sqs' | 'stepfunctions'>> = {
  lambda: 'lambda',
  logs: 'logs',
  sns: 'sns',
  sqs: 'sqs',
  states: 'stepfunctions',
};

/** True where messages can be sent to what the ARN names. */
export function isServedTarget(arn: string): boolean {
  const [, , service = '', , , kind] = arn.split(':');
  return Object.hasOwn(SERVED, service) && (service !== 'states' || kind === 'stateMachine');
}

/**
 * Sends a message to its target, as whom and as far as the target allows.
 *
 * @throws AwsError where the target refuses, is not there, or is of a kind that is not served
 */
export async function deliver(runtime: Runtime, message: Message): Promise<void> {
  const { target, payload, principal, roleArn, sourceArn } = message;
  const [, , name = '', targetRegion = ''] = target.split(':');
  const service = SERVED[name];
  if (service === undefined || !isServedTarget(target)) throw notServed(`Sending messages to ${target}`);
  const region = targetRegion || message.region;
  const caller: Caller =
    roleArn === undefined
      ? serviceCaller(principal, runtime.account, sourceArn)
      : runtime.aws.assumeRole(roleArn, principal.replace(/\..*$/u, ''), principal, sourceArn);
  const call = (operation: string, input: object): Promise<unknown> =>
    runtime.aws.call(service, operation, input, { caller, region });
  switch (service) {
    case 'stepfunctions':
      await call('StartExecution', {
        stateMachineArn: target,
        input: payload,
        ...(message.id === undefined ? {} : { name: message.id }),
      });
      return;
    case 'lambda':
      await call('Invoke', { FunctionName: target, InvocationType: 'Event', Payload: Buffer.from(payload) });
      return;
    case 'sns': {
      if (roleArn === undefined) await requireKey(runtime, message, 'sns', 'GetTopicAttributes', { TopicArn: target });
      const { subject, messageAttributes } = message;
      await call('Publish', {
        TopicArn: target,
        Message: payload,
        ...(subject === undefined ? {} : { Subject: subject }),
        ...(messageAttributes === undefined ? {} : { MessageAttributes: messageAttributes }),
      });
      return;
    }
    case 'sqs': {
      const QueueUrl = queueUrl(runtime, target);
      const question = { QueueUrl, AttributeNames: ['KmsMasterKeyId'] };
      if (roleArn === undefined) await requireKey(runtime, message, 'sqs', 'GetQueueAttributes', question);
      const { messageGroupId, messageAttributes } = message;
      await call('SendMessage', {
        QueueUrl,
        MessageBody: payload,
        ...(messageGroupId === undefined ? {} : { MessageGroupId: messageGroupId }),
        ...(messageAttributes === undefined ? {} : { MessageAttributes: messageAttributes }),
      });
      return;
    }
    default: {
      const logGroupName = target.slice(target.indexOf(':log-group:') + 11).replace(/:\*$/u, '');
      const logStreamName = message.id ?? 'events';
      await call('CreateLogStream', { logGroupName, logStreamName }).catch((error: unknown) => {
        if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
      });
      await call('PutLogEvents', {
        logGroupName,
        logStreamName,
        logEvents: [{ timestamp: runtime.clock.now(), message: payload }],
      });
    }
  }
}

/** The URL of a queue that is known by its ARN. */
function queueUrl({ endpointUrl }: Runtime, arn: string): string {
  const [, , , , account = '', name = ''] = arn.split(':');
  return `${endpointUrl}/${account}/${name}`;
}

/** What is encrypted with a customer's key takes a message only from whom the key's policy lets use it. */
async function requireKey(
  runtime: Runtime,
  { region, principal, sourceArn }: Message,
  service: 'sns' | 'sqs',
  operation: string,
  question: object,
): Promise<void> {
  const { Attributes } = await runtime.aws.call<{ Attributes?: Readonly<Record<string, string>> }>(service, operation, question, {
    caller: rootOf(runtime),
    region,
  });
  await requireKeyPermission(runtime, { keyId: Attributes?.['KmsMasterKeyId'], region, principal, sourceArn });
}
