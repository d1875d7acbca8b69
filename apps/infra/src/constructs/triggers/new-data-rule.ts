import { allow, ownArn, ServiceRole } from '@stepmaker/pipeline-cdk/constructs';
import { type CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

/** Watched prefix and started machine. */
export interface NewDataRuleProps {
  readonly bucketName: string;
  readonly stateMachineArn: string;
  readonly isWanted: CfnCondition;
  readonly deadLetters: DeadLetterQueue;
}

/**
 * Starts the pipeline on every CSV file that arrives under `raw-data/`, with that file as its data.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
 */
export class NewDataRule extends Construct {
  constructor(scope: Construct, id: string, { bucketName, stateMachineArn, isWanted, deadLetters }: NewDataRuleProps) {
    super(scope, id);
    const role = new ServiceRole(this, 'Role', {
      service: 'events',
      sourceArn: ownArn('events', 'rule/*'),
      statements: [allow('states:StartExecution', stateMachineArn)],
    });
    role.onlyIf(isWanted);
    const rule = new CfnRule(this, 'Default', {
      description: Fn.sub('New data for the pipeline ${PipelineStackName}'),
      eventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [bucketName] }, object: { key: [{ wildcard: 'raw-data/*.csv' }] } },
      },
      targets: [
        {
          id: 'pipeline',
          arn: stateMachineArn,
          roleArn: role.arn,
          inputTransformer: {
            inputPathsMap: { bucket: '$.detail.bucket.name', key: '$.detail.object.key' },
            inputTemplate: '{"DatasetUri": "s3://<bucket>/<key>"}',
          },
          retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
          deadLetterConfig: { arn: deadLetters.arn },
        },
      ],
    });
    rule.cfnOptions.condition = isWanted;
  }
}
