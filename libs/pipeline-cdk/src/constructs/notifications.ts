import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { onlyWhen, type PipelineSettings } from '../settings.ts';
import { policyDocument } from './service-role.ts';

/**
 * Where the pipeline says how a run ended. Encrypted by a customer's key where one is given.
 */
export class Notifications extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: PipelineSettings }) {
    super(scope, id);
    const topic = new CfnTopic(this, 'Topic', settings.property('kmsMasterKeyId', settings.kmsKeyArn));
    this.topicArn = topic.ref;
    new CfnTopicPolicy(this, 'TopicPolicy', {
      topics: [topic.ref],
      policyDocument: policyDocument([
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: topic.ref,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    });
    const given = settings.given(settings.notificationEmail);
    if (given === false) return;
    const subscription = new CfnSubscription(this, 'Subscription', {
      topicArn: topic.ref,
      protocol: 'email',
      endpoint: settings.notificationEmail,
    });
    onlyWhen(subscription, given);
  }
}
