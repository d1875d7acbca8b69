import { Token } from 'aws-cdk-lib';
import type { MlPipelineProps } from './ml-pipeline-props.ts';

const BUCKET_NAME = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]';
const INSTANCE_TYPE = 'ml\\.[a-z]+[0-9][a-z0-9-]*\\.(medium|large|\\d*xlarge)';

/** The properties that are texts of a certain form. */
export type PatternedProp =
  | 'pipelineName'
  | 'bucketName'
  | 'processingInstanceType'
  | 'trainingInstanceType'
  | 'endpointInstanceType'
  | 'endpointName'
  | 'scikitLearnImageTag'
  | 'notificationEmail'
  | 'subnetIds'
  | 'securityGroupIds'
  | 'kmsKeyArn'
  | 'dataArns'
  | 'accessLogBucketName';

/** Pattern that the text of a property must match as a whole, when there is one; for parameters of a template, too. */
export const PATTERNS: Readonly<Record<PatternedProp, string>> = {
  pipelineName: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,53}',
  bucketName: BUCKET_NAME,
  processingInstanceType: INSTANCE_TYPE,
  trainingInstanceType: INSTANCE_TYPE,
  endpointInstanceType: INSTANCE_TYPE,
  endpointName: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}',
  scikitLearnImageTag: '\\w[\\w.-]{0,127}',
  notificationEmail: '[^\\s@]+@[^\\s@]+',
  subnetIds: 'subnet-[0-9a-f]+(,subnet-[0-9a-f]+)*',
  securityGroupIds: 'sg-[0-9a-f]+(,sg-[0-9a-f]+)*',
  kmsKeyArn: 'arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/[a-zA-Z0-9-]+',
  dataArns: "arn:[^,']+(,arn:[^,']+)*",
  accessLogBucketName: BUCKET_NAME,
};

/** The days that CloudWatch Logs offers. */
const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Refuses plain values that AWS would refuse; tokens are CloudFormation's to check.
 *
 * @param construct the class that has them, for messages
 * @throws Error naming the property, its value and what would be right
 */
export function checkProps(props: MlPipelineProps, construct: string): void {
  const refuse = (name: string, value: unknown, rule: string): never => refuseValue(construct, name, value, rule);
  for (const [name, pattern] of Object.entries(PATTERNS)) {
    checkPattern(construct, name, props[name as PatternedProp], pattern);
  }
  const { modelPerformanceThreshold: threshold, logRetentionDays, dataRetentionDays, enableNetworkIsolation } = props;
  if (isPlain(threshold) && !(threshold >= -1 && threshold <= 1)) {
    refuse('modelPerformanceThreshold', threshold, 'be from -1 to 1');
  }
  if (isPlain(logRetentionDays) && !LOG_RETENTION_DAYS.includes(logRetentionDays)) {
    refuse('logRetentionDays', logRetentionDays, `be one of ${LOG_RETENTION_DAYS.join(', ')}`);
  }
  const isDays = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= 36_500;
  if (isPlain(dataRetentionDays) && !isDays(dataRetentionDays)) {
    refuse('dataRetentionDays', dataRetentionDays, 'be a whole number from 1 to 36500');
  }
  if (isPlain(enableNetworkIsolation) && !['true', 'false'].includes(String(enableNetworkIsolation))) {
    refuse('enableNetworkIsolation', enableNetworkIsolation, 'be true or false');
  }
  if (isSaid(props.subnetIds) !== isSaid(props.securityGroupIds)) {
    throw new Error(`${construct}: subnetIds and securityGroupIds go together: SageMaker needs both for a VPC`);
  }
}

/** Refuses a plain text, or the items of a plain list, that does not match `pattern` as a whole. @throws Error naming the property */
export function checkPattern(
  construct: string,
  name: string,
  value: string | readonly string[] | undefined,
  pattern: string,
): void {
  const text = typeof value === 'string' || value === undefined ? value : value.join(',');
  if (text === undefined || text === '' || Token.isUnresolved(value) || Token.isUnresolved(text)) return;
  if (!new RegExp(`^(?:${pattern})$`).test(text)) refuseValue(construct, name, text, `match ${pattern}`);
}

function refuseValue(construct: string, name: string, value: unknown, rule: string): never {
  throw new Error(`${construct}: ${name} must ${rule}, was ${value}`);
}

function isPlain<T>(value: T | undefined): value is T {
  return value !== undefined && !Token.isUnresolved(value);
}

function isSaid(ids: MlPipelineProps['subnetIds']): boolean {
  return ids !== undefined && ids.length > 0;
}
