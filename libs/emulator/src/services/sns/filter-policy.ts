import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { compilePattern, type EventTest } from '../../delivery/event-pattern.ts';
import { invalidParameter } from './errors.ts';
import type { Subscription } from './topic-store.ts';

/** Scope of a filter policy. */
export interface FilteredMessage {
  readonly text: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
}

/**
 * True where a subscription's filter accepts a message.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function wants({ attributes = {} }: Subscription, message: FilteredMessage): boolean {
  const policy = attributes['FilterPolicy'];
  if (policy === undefined || policy === '{}') return true;
  const test = compileFilter(policy);
  if (attributes['FilterPolicyScope'] === 'MessageBody') {
    const body = parse(message.text);
    return typeof body === 'object' && body !== null && test(body);
  }
  return test(
    Object.fromEntries(Object.entries(message.attributes).map(([name, attribute]) => [name, attributeValue(attribute)])),
  );
}

/** @throws AwsError `InvalidParameter` for another value than a filter policy */
export function compileFilter(policy: string): EventTest {
  const parsed = parse(policy);
  if (parsed === undefined) throw invalidParameter('FilterPolicy: failed to parse JSON.');
  try {
    return compilePattern(parsed);
  } catch (error) {
    throw invalidParameter(`FilterPolicy: ${(error as Error).message}`);
  }
}

function attributeValue({ DataType = '', StringValue = '' }: MessageAttributeValue): unknown {
  if (DataType.startsWith('String.Array')) return parse(StringValue) ?? StringValue;
  return DataType.startsWith('Number') ? Number(StringValue) : StringValue;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
