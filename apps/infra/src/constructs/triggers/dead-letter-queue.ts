import { attribute, policyDocument } from '@stepmaker/pipeline-cdk/constructs';
import { Aws } from 'aws-cdk-lib';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Queue of starts that did not reach Step Functions, so that they are not lost. */
export class DeadLetterQueue extends Construct {
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const queue = new CfnQueue(this, 'Default', { sqsManagedSseEnabled: true, messageRetentionPeriod: 14 * 24 * 3600 });
    this.arn = attribute(queue, 'Arn');
    this.url = queue.ref;
    new CfnQueuePolicy(this, 'Policy', {
      queues: [queue.ref],
      policyDocument: policyDocument([
        {
          Effect: 'Allow',
          // The scheduler sends with its role instead.
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: this.arn,
          Condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: this.arn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    });
  }
}
