import { CfnDeletionPolicy, Fn } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { PipelineSettings } from '../settings.ts';
import { attribute } from './attribute.ts';
import { denyPlainHttp } from './bucket-statements.ts';
import { policyDocument } from './service-role.ts';

const CHECKPOINT_DAYS = 7;

/**
 * The pipeline's bucket: `raw-data/`, `processed-data/<run>/`, `checkpoints/<run>/`, `model-artifacts/<run>/`, `evaluation/<run>/`,
 * `code/<version>/`.
 *
 * Versioned, encrypted, closed to the public and to plain HTTP. What can be made again expires; models and their evaluations stay until
 * the stack is deleted.
 */
export class ArtifactsBucket extends Construct {
  readonly name: string;
  readonly arn: string;
  private readonly bucket: CfnBucket;
  /** Resources that exist before, and are deleted after, everything that works in the bucket. */
  readonly policy: CfnBucketPolicy;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: PipelineSettings }) {
    super(scope, id);
    const days = settings.dataRetentionDays;
    const bucket = new CfnBucket(this, 'Default', {
      ...settings.property('bucketName', settings.bucketName),
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          {
            bucketKeyEnabled: true,
            serverSideEncryptionByDefault: {
              sseAlgorithm: settings.when(settings.kmsKeyArn, 'aws:kms', 'AES256'),
              ...settings.property('kmsMasterKeyId', settings.kmsKeyArn),
            },
          },
        ],
      },
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      versioningConfiguration: { status: 'Enabled' },
      ...settings.objectProperty('loggingConfiguration', settings.accessLogBucketName, {
        destinationBucketName: settings.accessLogBucketName,
        logFilePrefix: 'access/',
      }),
      // For the triggers that listen to new data; no one listens otherwise.
      notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
      lifecycleConfiguration: {
        rules: [
          { status: 'Enabled', prefix: 'processed-data/', expirationInDays: days },
          // What an interrupted training left; the next attempt has begun long before.
          { status: 'Enabled', prefix: 'checkpoints/', expirationInDays: CHECKPOINT_DAYS },
          {
            status: 'Enabled',
            noncurrentVersionExpiration: { noncurrentDays: days },
            expiredObjectDeleteMarker: true,
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
          // A model may serve for years and is read only when an instance starts.
          {
            status: 'Enabled',
            prefix: 'model-artifacts/',
            transitions: [{ storageClass: 'INTELLIGENT_TIERING', transitionInDays: 30 }],
          },
        ],
      },
    });
    // The lifecycle function has emptied it by then. A new name in an update is another matter: the data of the old bucket is the user's.
    bucket.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
    bucket.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    this.bucket = bucket;
    this.name = bucket.ref;
    this.arn = attribute(bucket, 'Arn');
    this.policy = new CfnBucketPolicy(this, 'Policy', {
      bucket: bucket.ref,
      policyDocument: policyDocument([denyPlainHttp([this.arn, this.objects('*')])]),
    });
  }

  /** The ARN of the objects whose keys match `keys`, e.g. `evaluation/*`. */
  objects(keys: string): string {
    return attribute(this.bucket, 'Arn', `/${keys}`);
  }

  /** The ARNs of all data that jobs may read, separated by commas: of this bucket's objects and of the data elsewhere. */
  readableArns(settings: PipelineSettings): string {
    const { text, variables } = settings.inSub('DataArns', settings.dataArns);
    const arns = `\${${this.bucket.logicalId}.Arn}/*,${text}`;
    return Object.keys(variables).length > 0 ? Fn.sub(arns, variables) : Fn.sub(arns);
  }

  /** Returns the URI of `key`, as `s3://…`. */
  uri(key: string): string {
    return Fn.sub(`s3://\${${this.bucket.logicalId}}/${key}`);
  }
}
