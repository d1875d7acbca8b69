import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { Construct } from 'constructs';
import type { LogBucket } from './log-bucket.ts';

/** Recorded events and their destination. */
export interface DataTrailProps {
  readonly trailName: string;
  readonly logBucket: LogBucket;
  /** Prefix of the ARNs of the recorded buckets. */
  readonly bucketArnPrefix: string;
}

/**
 * A trail of who read and wrote which object of the pipeline's bucket. Management events are not in it: the account's own trail has them,
 * and a second copy bills.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export class DataTrail extends Construct {
  constructor(scope: Construct, id: string, { trailName, logBucket, bucketArnPrefix }: DataTrailProps) {
    super(scope, id);
    const trail = new CfnTrail(this, 'Default', {
      trailName,
      isLogging: true,
      s3BucketName: logBucket.name,
      enableLogFileValidation: true,
      includeGlobalServiceEvents: false,
      isMultiRegionTrail: false,
      advancedEventSelectors: [
        {
          name: "Objects of the pipeline's bucket",
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            { field: 'resources.ARN', startsWith: [bucketArnPrefix] },
          ],
        },
      ],
    });
    trail.addResourceDependency(logBucket.policy);
  }
}
