import type { PipelineArtifacts } from './artifacts/pipeline-artifacts.ts';

/** Defaults of the properties. */
export const DEFAULTS = {
  modelPerformanceThreshold: 0.7,
  processingInstanceType: 'ml.m5.large',
  trainingInstanceType: 'ml.m5.large',
  scikitLearnImageTag: '1.4-2-py312-cpu-py3',
  logRetentionDays: 30,
  dataRetentionDays: 30,
} as const;

/**
 * Properties of the pipeline. A plain value decides at synthesis what is made; a parameter of the same stack may be left empty when the stack is
 * deployed, and conditions of the template decide then; any other token stands for a value that is there.
 */
export interface MlPipelineProps {
  /**
   * Name of the log group and, with an ending, of the state machine, and the value of the tag `stepmaker:stack` on all that runs make.
   * One for each pipeline of an account and region; at most 54 letters, digits and hyphens.
   * @default - the stack's name; the state machine is called `ml-pipeline-` and eight characters
   */
  readonly pipelineName?: string;
  /** Must be free in all of AWS. @default - a generated name */
  readonly bucketName?: string;
  /** The R2 on unseen data that a model must reach to be deployed, from -1 to 1. @default 0.7 */
  readonly modelPerformanceThreshold?: number;
  /** Instance type of the processing and evaluation jobs. @default `ml.m5.large` */
  readonly processingInstanceType?: string;
  /** Instance type of the training jobs. @default `ml.m5.large` */
  readonly trainingInstanceType?: string;
  /** Instance type of the endpoint, which bills every hour. @default - `ml.t2.medium`, or `ml.m5.large` in a region without T2 */
  readonly endpointInstanceType?: string;
  /** The endpoint that runs create or update. @default - the state machine's name */
  readonly endpointName?: string;
  /** Tag of AWS's scikit-learn image. @default `1.4-2-py312-cpu-py3` */
  readonly scikitLearnImageTag?: string;
  /** E-mail address for failed and rejected runs. @default - no e-mail is sent */
  readonly notificationEmail?: string;
  /** Retention of the logs of the state machine and of the functions, in days that CloudWatch Logs offers. @default 30 */
  readonly logRetentionDays?: number;
  /** Days until processed data and replaced versions of objects expire. @default 30 */
  readonly dataRetentionDays?: number;
  /** Subnets of the jobs and models: a list, or a text separated by commas. @default - no VPC */
  readonly subnetIds?: string | readonly string[];
  /** Security groups of the jobs and models: a list, or a text separated by commas; needed with `subnetIds`. @default - no VPC */
  readonly securityGroupIds?: string | readonly string[];
  /** Containers of jobs and models get no network at all. A token resolves to `true` or `false`. @default false */
  readonly enableNetworkIsolation?: boolean | string;
  /** ARN of a customer's key for bucket, topic, jobs and endpoint; its policy must let IAM policies of the account decide. @default - keys of AWS */
  readonly kmsKeyArn?: string;
  /**
   * S3 ARNs of data outside the pipeline's bucket that runs may read, of buckets and of objects in them: `arn:aws:s3:::data` and
   * `arn:aws:s3:::data/*`. A list, or a text separated by commas.
   * @default - runs read from the pipeline's bucket only
   */
  readonly dataArns?: string | readonly string[];
  /** Gets the bucket's access logs, under `access/`. @default - none are written */
  readonly accessLogBucketName?: string;
  /** Code and scripts. @default - those of this package */
  readonly artifacts?: PipelineArtifacts;
}
