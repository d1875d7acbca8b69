import { policyDocument } from '@stepmaker/pipeline-cdk/constructs';
import { Aws, type CfnCondition, type CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Subscriber and encryption of the topic. */
export interface AlarmTopicProps {
  readonly email: CfnParameter;
  readonly hasEmail: CfnCondition;
  readonly kmsKeyArn: CfnParameter;
  readonly hasKmsKey: CfnCondition;
}

/**
 * The topic to which CloudWatch's alarms and the budget publish. It is encrypted with a customer's key whose policy admits both services, or not
 * at all: the policy of the key `alias/aws/sns` admits neither and cannot be changed.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 */
export class AlarmTopic extends Construct {
  readonly arn: string;
  /** The policy that must exist before a service publishes. */
  readonly policy: CfnTopicPolicy;

  constructor(scope: Construct, id: string, { email, hasEmail, kmsKeyArn, hasKmsKey }: AlarmTopicProps) {
    super(scope, id);
    const topic = new CfnTopic(this, 'Default', {
      kmsMasterKeyId: Fn.conditionIf(hasKmsKey.logicalId, kmsKeyArn.valueAsString, Aws.NO_VALUE).toString(),
    });
    this.arn = topic.ref;
    this.policy = new CfnTopicPolicy(this, 'Policy', {
      topics: [topic.ref],
      policyDocument: policyDocument([
        {
          Effect: 'Allow',
          Principal: { Service: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] },
          Action: 'sns:Publish',
          Resource: topic.ref,
          Condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
        },
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
      endpoint: email.valueAsString,
    });
    subscription.cfnOptions.condition = hasEmail;
  }
}
