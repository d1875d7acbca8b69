import type { Channel } from '@aws-sdk/client-sagemaker';
import { compileMetricDefinitions, parseS3Uri, type S3Uri } from '@stepmaker/sagemaker-jobs/container';
import { AwsError, notServed } from '../../core/aws-error.ts';
import { errorMessage } from '../../core/error-text.ts';
import type { Runtime } from '../../core/runtime.ts';
import { assumeExecutionRole } from './execution-role.ts';
import { validationException } from './refusals.ts';
import type { TrainingRequest } from './training-job.ts';
import { metricDefinitions } from './training-jobs.ts';

/** Checks the rules of AWS beyond its API model, and refuses features that are not served. @throws AwsError */
export function checkTrainingJob(request: TrainingRequest): void {
  refuseWhatIsNotServed(request);
  const { AlgorithmSpecification: algorithm, OutputDataConfig, StoppingCondition, EnableManagedSpotTraining } = request;
  if (algorithm?.TrainingImage === undefined)
    throw validationException('Either TrainingImage or AlgorithmName must be specified.');
  if (parseS3Uri(OutputDataConfig.S3OutputPath) === undefined) {
    throw validationException(
      `S3OutputPath "${OutputDataConfig.S3OutputPath}" must be an S3 URI of the form s3://bucket/prefix.`,
    );
  }
  const names = new Set<string>();
  for (const { ChannelName = '', DataSource } of request.InputDataConfig ?? []) {
    if (names.has(ChannelName)) throw validationException(`Channel names must be unique. Duplicate: ${ChannelName}`);
    names.add(ChannelName);
    const uri = DataSource?.S3DataSource?.S3Uri;
    if (uri !== undefined && parseS3Uri(uri) === undefined) {
      throw validationException(`S3Uri "${uri}" of channel ${ChannelName} must be of the form s3://bucket/prefix.`);
    }
  }
  const { MaxRuntimeInSeconds = 86_400, MaxWaitTimeInSeconds } = StoppingCondition ?? {};
  if (EnableManagedSpotTraining === true && (MaxWaitTimeInSeconds === undefined || MaxWaitTimeInSeconds < MaxRuntimeInSeconds)) {
    throw validationException(
      'Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds',
    );
  }
  if (EnableManagedSpotTraining !== true && MaxWaitTimeInSeconds !== undefined) {
    throw validationException('MaxWaitTimeInSeconds can only be used with EnableManagedSpotTraining');
  }
  try {
    compileMetricDefinitions(metricDefinitions({ request }));
  } catch (error) {
    throw validationException(`Invalid regular expression in MetricDefinitions: ${errorMessage(error)}`);
  }
}

/** As AWS does when the job is created: there must be something under each channel's prefix that the role may list. */
export async function checkInputObjects(
  runtime: Runtime,
  request: TrainingRequest,
  jobArn: string,
  region: string,
): Promise<void> {
  const roleArn = request.RoleArn;
  const caller = assumeExecutionRole(runtime, roleArn, jobArn);
  const checks = (request.InputDataConfig ?? []).map(async ({ DataSource }) => {
    const uri = DataSource?.S3DataSource?.S3Uri as string;
    const { bucket, key } = parseS3Uri(uri) as S3Uri;
    let count = 0;
    try {
      const listing = await runtime.aws.call<{ readonly KeyCount: number }>(
        's3',
        'ListObjectsV2',
        { Bucket: bucket, Prefix: key, MaxKeys: 1 },
        { caller, region },
      );
      count = listing.KeyCount;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
    if (count > 0) return;
    throw validationException(
      `No S3 objects found under S3 URL "${uri}" given in input data source. Please ensure that the bucket exists in the selected region (${region}), that objects exist under that S3 prefix, and that the role "${roleArn}" has "s3:ListBucket" permissions on bucket "${bucket}".`,
    );
  });
  await Promise.all(checks);
}

function refuseWhatIsNotServed(request: TrainingRequest): void {
  const refuse = (what: string): never => {
    throw notServed(`CreateTrainingJob with ${what}`);
  };
  const { AlgorithmSpecification, ResourceConfig, OutputDataConfig } = request;
  if (AlgorithmSpecification?.AlgorithmName !== undefined) refuse('AlgorithmSpecification.AlgorithmName');
  if (ResourceConfig?.InstanceGroups !== undefined) refuse('ResourceConfig.InstanceGroups');
  if ((ResourceConfig?.InstanceCount ?? 1) > 1) refuse('ResourceConfig.InstanceCount greater than 1 (distributed training)');
  if (OutputDataConfig.CompressionType === 'NONE') refuse('OutputDataConfig.CompressionType NONE');
  if ((request.DebugRuleConfigurations?.length ?? 0) > 0) refuse('DebugRuleConfigurations');
  for (const channel of request.InputDataConfig ?? []) refuseChannel(channel, AlgorithmSpecification?.TrainingInputMode, refuse);
}

function refuseChannel(
  { ChannelName, DataSource, InputMode, RecordWrapperType, CompressionType }: Channel,
  mode: string | undefined,
  refuse: (what: string) => never,
): void {
  const of = ` (channel ${ChannelName})`;
  const type = DataSource?.S3DataSource?.S3DataType;
  if (DataSource?.S3DataSource === undefined) refuse(`a DataSource other than S3DataSource${of}`);
  if (type !== undefined && type !== 'S3Prefix' && type !== 'ManifestFile') refuse(`S3DataType ${type}${of}`);
  if ((InputMode ?? mode) === 'Pipe') refuse(`input mode Pipe${of}`);
  if (RecordWrapperType === 'RecordIO') refuse(`RecordWrapperType RecordIO${of}`);
  if (CompressionType === 'Gzip') refuse(`CompressionType Gzip${of}`);
}
