import type { CreateBucketCommandInput, CreateBucketOutput } from '@aws-sdk/client-s3';
import { s3Arn } from '../../../core/arn.ts';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { refusal } from '../errors.ts';
import { refuseAcl, validTags } from '../object-headers.ts';
import type { S3 } from '../s3.ts';

/** Region that CreateBucket does not accept as a LocationConstraint: `us-east-1`. */
const UNNAMED_REGION = 'us-east-1';

/**
 * Creates a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export function createBucket({
  buckets,
  clock,
}: S3): OperationHandler<Given<CreateBucketCommandInput, 'Bucket'>, CreateBucketOutput> {
  return (input, { region, partition }) => {
    const { Bucket: name, CreateBucketConfiguration: configuration } = input;
    if (!isBucketName(name)) throw refusal('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
    if (input.ObjectLockEnabledForBucket === true) throw notServed('S3 ObjectLockEnabledForBucket');
    refuseAcl(input);
    checkLocation(configuration?.LocationConstraint, region);
    const output = {
      Location: region === UNNAMED_REGION ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
      BucketArn: s3Arn(partition, name),
    };
    if (buckets.find(name) !== undefined) {
      // The oldest region says nothing when you make a bucket that is yours already.
      if (region === UNNAMED_REGION) return output;
      throw refusal(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        409,
        { BucketName: name },
      );
    }
    const tags = validTags(configuration?.Tags ?? [], 50);
    buckets.put({
      name,
      region,
      createdAt: clock.now(),
      configuration: {
        ownershipControls: { Rules: [{ ObjectOwnership: input.ObjectOwnership ?? 'BucketOwnerEnforced' }] },
        publicAccessBlock: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
        ...(tags.length > 0 && { tagging: tags }),
      },
    });
    return output;
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/u.test(name) &&
    !/^(?:xn--|sthree-|amzn-s3-demo-)/u.test(name) &&
    !/(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/u.test(name)
  );
}

function checkLocation(constraint: string | undefined, region: string): void {
  if (constraint === UNNAMED_REGION)
    throw refusal('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, {
      LocationConstraint: constraint,
    });
  const wanted = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (wanted === region || (wanted === undefined && region === UNNAMED_REGION)) return;
  throw refusal(
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}
