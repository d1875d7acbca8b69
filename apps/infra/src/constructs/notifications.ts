import { Aws } from 'aws-cdk-lib';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PipelineParameters } from './pipeline-parameters.ts';
import { policyDocument } from './service-role.ts';

/**
 * Where the pipeline says how a run ended. Encrypted by a customer's key where one is given.
 */
export class Notifications extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { parameters }: { readonly parameters: PipelineParameters }) {
    super(scope, id);
    const topic = new CfnTopic(this, 'Topic', { kmsMasterKeyId: parameters.ifGiven(parameters.kmsKeyArn, Aws.NO_VALUE) });
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
    const subscription = new CfnSubscription(this, 'Subscription', {
      topicArn: topic.ref,
      protocol: 'email',
      endpoint: parameters.notificationEmail.valueAsString,
    });
    subscription.cfnOptions.condition = parameters.isGiven(parameters.notificationEmail);
  }
}
