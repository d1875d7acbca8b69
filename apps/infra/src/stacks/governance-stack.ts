import { allowEmptying, InlineFunction, ownArn } from '@stepmaker/pipeline-cdk/constructs';
import { CfnOutput, CfnResource, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DataTrail } from '../constructs/governance/data-trail.ts';
import { LogBucket } from '../constructs/governance/log-bucket.ts';
import { AddOnStack, type AddOnStackProps } from './add-on-stack.ts';

/** Properties of the stack. */
export interface GovernanceStackProps extends AddOnStackProps {
  /** The lifecycle function's bundle, which empties the log bucket when the stack goes. */
  readonly lifecycleCode: string;
}

/**
 * Who did what with the pipeline's data: access logs of its bucket, and CloudTrail's data events. It comes before the core stack, whose
 * parameter `AccessLogBucketName` takes its output.
 */
export class GovernanceStack extends AddOnStack {
  constructor(scope: Construct, id: string, { lifecycleCode, ...props }: GovernanceStackProps) {
    super(scope, id, { description: 'Stepmaker: access logs and data events of an ML pipeline', ...props });
    const prefix = this.parameter('BucketNamePrefix', {
      default: `${props.pipelineStackName ?? 'ml-pipeline'}-bucket-`,
      allowedPattern: '[a-z0-9][a-z0-9.-]{2,62}',
      description: "What the name of the pipeline's bucket begins with, or the whole name",
    });
    const retentionDays = this.parameter('AuditLogRetentionDays', {
      type: 'Number',
      default: 365,
      minValue: 1,
      maxValue: 36500,
      description: 'Until access logs and data events expire',
    });
    const logRetentionDays = this.parameter('LogRetentionDays', { type: 'Number', default: 30 });
    const trailName = Fn.sub('${AWS::StackName}-data-events');
    const bucketArnPrefix = Fn.sub(`arn:\${AWS::Partition}:s3:::\${${prefix.logicalId}}`);
    const logBucket = new LogBucket(this, 'LogBucket', {
      retentionDays,
      sourceBucketArns: Fn.sub(`arn:\${AWS::Partition}:s3:::\${${prefix.logicalId}}*`),
      trailArn: ownArn('cloudtrail', 'trail/${AWS::StackName}-data-events'),
    });
    const emptier = new InlineFunction(this, 'Emptier', {
      logRetentionDays: logRetentionDays.valueAsNumber,
      code: lifecycleCode,
      description: 'Empties the bucket of logs when the stack is deleted',
      timeoutSeconds: 900,
      memoryMegabytes: 256,
      statements: [allowEmptying([logBucket.arn, logBucket.objects('*')])],
    });
    const cleanUp = new CfnResource(this, 'CleanUp', {
      type: 'Custom::LogBucketCleanUp',
      properties: { ServiceToken: emptier.arn, Bucket: logBucket.name },
    });
    // CloudTrail and S3 deliver minutes late, also for a trail that is gone. When the stack is deleted, the trail goes, then the policy, without which
    // they cannot write, and only then the bucket is emptied.
    logBucket.policy.addResourceDependency(cleanUp);
    new DataTrail(this, 'Trail', { trailName, logBucket, bucketArnPrefix });
    new CfnOutput(this, 'AccessLogBucketName', { value: logBucket.name });
  }
}
