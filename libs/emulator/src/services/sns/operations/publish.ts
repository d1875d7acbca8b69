import type { PublishCommandInput, PublishResponse } from '@aws-sdk/client-sns';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { publishMessage } from '../publication.ts';
import type { Sns } from '../sns.ts';

/**
 * Sends a message to a topic's subscriptions.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function publish(sns: Sns): OperationHandler<Given<PublishCommandInput, 'Message'>, PublishResponse> {
  return (input) => {
    if (input.PhoneNumber !== undefined) throw notServed('SNS Publish to a phone number');
    const topicArn = input.TopicArn ?? input.TargetArn;
    if (topicArn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    return publishMessage(sns, sns.store.topic(topicArn), input);
  };
}
