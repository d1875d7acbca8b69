/** Where a resource lives: the three parts that every ARN of one caller's resources shares. A `Call` is one. */
export interface ArnScope {
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
  /** E.g. `us-east-1`. */
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** An ARN in its parts. Region and account are empty strings where the ARN leaves them out. */
export interface ParsedArn extends ArnScope {
  /** The service namespace, e.g. `states`. */
  readonly service: string;
  /** Everything after the account, e.g. `stateMachine:orders`. */
  readonly resource: string;
}

/**
 * Builds the ARN of a resource in a region.
 *
 * @example
 * arn('sns', call, 'alerts'); // arn:aws:sns:us-east-1:000000000000:alerts
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arn(service: string, { partition, region, account }: ArnScope, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/**
 * Builds the ARN of a resource that belongs to an account but to no region: IAM, STS, dashboards of CloudWatch.
 *
 * @example
 * globalArn('iam', call, 'role/train'); // arn:aws:iam::000000000000:role/train
 */
export function globalArn(service: string, { partition, account }: Omit<ArnScope, 'region'>, resource: string): string {
  return `arn:${partition}:${service}::${account}:${resource}`;
}

/**
 * Builds the ARN of a bucket, or of an object in it.
 *
 * @param key the object's key. @default - the ARN of the bucket
 */
export function s3Arn(partition: string, bucket: string, key?: string): string {
  return `arn:${partition}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;
}

/** Returns the part of an ARN, a path or a URL after its last slash, e.g. `train` of `arn:aws:iam::000000000000:role/ml/train`. */
export function lastPart(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

/** Splits an ARN into its parts. Returns undefined for any other text. */
export function parseArn(text: string): ParsedArn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(':');
  if (prefix !== 'arn' || !partition || !service || region === undefined || account === undefined || resource.length === 0)
    return undefined;
  return { partition, service, region, account, resource: resource.join(':') };
}
