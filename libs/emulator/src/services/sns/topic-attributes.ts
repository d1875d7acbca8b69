import { isJson } from '../../core/json.ts';
import { invalidParameter } from './errors.ts';

/** Attributes that can be set. */
const SETTABLE = new Set([
  'ArchivePolicy',
  'ContentBasedDeduplication',
  'DeliveryPolicy',
  'DisplayName',
  'FifoThroughputScope',
  'FifoTopic',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
]);

/** Attributes by which deliveries are logged, e.g. `LambdaSuccessFeedbackRoleArn`. */
const FEEDBACK =
  /^(?:Application|Firehose|HTTP|Lambda|SQS)(?:SuccessFeedbackRoleArn|FailureFeedbackRoleArn|SuccessFeedbackSampleRate)$/u;

/** Checks one attribute of a topic. @throws AwsError `InvalidParameter` for an unknown name or a policy that is not JSON */
export function checkAttribute(name: string, value: string): void {
  if (!SETTABLE.has(name) && !FEEDBACK.test(name)) throw invalidParameter('AttributeName');
  const isPolicy = name === 'Policy' || name === 'DeliveryPolicy';
  if (isPolicy && !isJson(value || '{}')) throw invalidParameter(`${name}: failed to parse JSON.`);
}
