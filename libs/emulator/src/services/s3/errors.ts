import { AwsError } from '../../core/aws-error.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function noSuchBucket(bucket: string): AwsError {
  return refusal('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket });
}

/** The object does not exist, or its newest version is a delete marker. */
export function noSuchKey(key: string): AwsError {
  return refusal('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

/** The object has no version of that id. */
export function noSuchVersion(key: string, versionId: string): AwsError {
  return refusal('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key, VersionId: versionId });
}

/** The multipart upload was never begun, or it is over. */
export function noSuchUpload(uploadId: string): AwsError {
  return refusal(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId: uploadId },
  );
}

/** A condition of the request does not hold; `condition` is the header's name. */
export function preconditionFailed(condition: string): AwsError {
  return refusal('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition: condition,
  });
}

/** The client has what it asks for. */
export function notModified(): AwsError {
  return refusal('NotModified', 'Not Modified', 304);
}

/** The bytes do not match the digest that came with them. */
export function badDigest(algorithm: string): AwsError {
  const message =
    algorithm === 'MD5'
      ? 'The Content-MD5 you specified did not match what we received.'
      : `The ${algorithm} you specified did not match the calculated checksum.`;
  return refusal('BadDigest', message);
}

/** A parameter has a value that S3 does not take. */
export function invalidArgument(message: string, name: string, value: unknown): AwsError {
  return refusal('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: String(value) });
}

/** A body that is not the XML that the operation expects. */
export function malformedXml(): AwsError {
  return refusal('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
}

/** A continuation token that the list did not issue. */
export function invalidContinuationToken(token: string): AwsError {
  return invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}

/** A request that S3 refuses for another reason. */
export function invalidRequest(message: string): AwsError {
  return refusal('InvalidRequest', message);
}

/** Any refusal of S3. */
export function refusal(code: string, message: string, httpStatus = 400, members: Record<string, unknown> = {}): AwsError {
  return new AwsError({ code, message, httpStatus, members });
}
