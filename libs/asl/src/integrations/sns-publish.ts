import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow } from './permission.ts';

/** Input of the optimised `sns:publish`. */
export interface SnsPublishArguments {
  readonly TopicArn: string;
  readonly Message: string;
  /** The subject of e-mails: at most 100 ASCII characters, no line break. */
  readonly Subject?: string;
}

/**
 * Sends a message to the subscribers of a topic.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
 */
export const snsPublish: Integration<SnsPublishArguments, '' | '.waitForTaskToken'> = defineIntegration<SnsPublishArguments>()({
  resource: 'arn:${Partition}:states:::sns:publish',
  patterns: ['', '.waitForTaskToken'],
  permissions: (_, { TopicArn }) => [allow(['sns:Publish'], 'sns', 'topic', constantName(TopicArn))],
});
