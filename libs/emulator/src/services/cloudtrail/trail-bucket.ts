import { s3Arn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import { rootCaller, serviceCaller } from '../../core/caller.ts';
import type { Aws } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';

/**
 * Checks that CloudTrail may write the logs of a trail to a bucket.
 *
 * @throws AwsError `S3BucketDoesNotExistException`, or `InsufficientS3BucketPolicyException` where its policy does not allow that
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export async function requireBucket(aws: Aws, bucket: string, trailArn: string, call: Call): Promise<void> {
  const { region, account, partition } = call;
  const caller = serviceCaller('cloudtrail.amazonaws.com', account, trailArn);
  try {
    await aws.call('s3', 'HeadBucket', { Bucket: bucket }, { caller: rootCaller(call), region });
  } catch {
    throw new AwsError({ code: 'S3BucketDoesNotExistException', message: `S3 bucket ${bucket} does not exist!` });
  }
  const decisions = [
    aws.authorize({ caller, action: 's3:GetBucketAcl', resource: s3Arn(partition, bucket), region, service: 's3' }),
    aws.authorize({
      caller,
      action: 's3:PutObject',
      resource: s3Arn(partition, bucket, `AWSLogs/${account}/CloudTrail/${region}/trial`),
      region,
      service: 's3',
      context: { 's3:x-amz-acl': 'bucket-owner-full-control' },
    }),
  ];
  if (decisions.every(({ allowed }) => allowed)) return;
  throw new AwsError({
    code: 'InsufficientS3BucketPolicyException',
    message: `Incorrect S3 bucket policy is detected for bucket: ${bucket}`,
  });
}
