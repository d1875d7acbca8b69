import { constantName, defineIntegration, type Integration, namePattern } from './integration.ts';
import { allow } from './permission.ts';

/** Input of `GetObject`. */
export interface S3GetObjectArguments {
  readonly Bucket: string;
  readonly Key: string;
  /** A byte range, such as `bytes=0-1023`. */
  readonly Range?: string;
}

/**
 * Reads an object of at most 256 KiB. Its result's `Body` is the text.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const s3GetObject: Integration<S3GetObjectArguments, ''> = defineIntegration<S3GetObjectArguments>()({
  resource: 'arn:${Partition}:states:::aws-sdk:s3:getObject',
  patterns: [''],
  permissions: (_, { Bucket, Key }) => {
    const bucket = constantName(Bucket);
    return [allow(['s3:GetObject'], 's3', 'object', bucket === undefined ? undefined : `${bucket}/${namePattern(Key)}`)];
  },
});
