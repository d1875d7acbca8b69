import { attribute, denyPlainHttp, policyDocument } from '@stepmaker/pipeline-cdk/constructs';
import { Aws, CfnDeletionPolicy, type CfnParameter, Token } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Retention of logs, and their owner. */
export interface LogBucketProps {
  readonly retentionDays: CfnParameter;
  /** Prefix of the names of the buckets whose accesses are logged here. */
  readonly sourceBucketArns: string;
  /** The trail that writes here. */
  readonly trailArn: string;
}

/**
 * The bucket of logs: `access/` for S3's accesses, `AWSLogs/` for CloudTrail. It goes with its stack, emptied by the stack's function: who
 * must keep the logs copies them before.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export class LogBucket extends Construct {
  readonly name: string;
  readonly arn: string;
  /** Lets the services write: to be there before they do, and gone before the bucket is emptied. */
  readonly policy: CfnBucketPolicy;
  private readonly bucket: CfnBucket;

  constructor(scope: Construct, id: string, { retentionDays, sourceBucketArns, trailArn }: LogBucketProps) {
    super(scope, id);
    const bucket = new CfnBucket(this, 'Default', {
      // S3 writes access logs only where S3's own keys encrypt.
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
      versioningConfiguration: { status: 'Enabled' },
      lifecycleConfiguration: {
        rules: [
          {
            status: 'Enabled',
            expirationInDays: Token.asNumber(retentionDays.value),
            noncurrentVersionExpiration: { noncurrentDays: 1 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
    });
    bucket.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
    bucket.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    this.bucket = bucket;
    this.name = bucket.ref;
    this.arn = attribute(bucket, 'Arn');
    const trail = { Service: 'cloudtrail.amazonaws.com' };
    this.policy = new CfnBucketPolicy(this, 'Policy', {
      bucket: bucket.ref,
      policyDocument: policyDocument([
        {
          Effect: 'Allow',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: this.objects('access/*'),
          Condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': sourceBucketArns } },
        },
        {
          Effect: 'Allow',
          Principal: trail,
          Action: 's3:GetBucketAcl',
          Resource: this.arn,
          Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
        },
        {
          Effect: 'Allow',
          Principal: trail,
          Action: 's3:PutObject',
          Resource: this.objects('AWSLogs/${AWS::AccountId}/*'),
          Condition: { StringEquals: { 'aws:SourceArn': trailArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
        },
        denyPlainHttp([this.arn, this.objects('*')]),
      ]),
    });
  }

  /** The ARN of the objects whose keys match `keys`. */
  objects(keys: string): string {
    return attribute(this.bucket, 'Arn', `/${keys}`);
  }
}
