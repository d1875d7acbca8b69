import type { ProcessingInput, ProcessingOutput } from '@aws-sdk/client-sagemaker';
import { parseS3Uri } from '@stepmaker/sagemaker-jobs/container';
import { notServed } from '../../core/aws-error.ts';
import type { ProcessingRequest } from './processing-job.ts';
import { validationException } from './refusals.ts';

/** Checks the rules of AWS beyond its API model, and refuses features that are not served. @throws AwsError */
export function checkProcessingJob(request: ProcessingRequest): void {
  const inputs = request.ProcessingInputs ?? [];
  const outputs = request.ProcessingOutputConfig?.Outputs ?? [];
  if ((request.ProcessingResources.ClusterConfig?.InstanceCount ?? 1) > 1) {
    throw notServed('CreateProcessingJob with ProcessingResources.ClusterConfig.InstanceCount greater than 1');
  }
  for (const input of inputs) refuseInput(input);
  for (const output of outputs) refuseOutput(output);
  const names = new Set<string>();
  const paths = new Set<string>();
  const places = [
    ...inputs.map(({ InputName, S3Input }) => ({
      what: 'input',
      name: InputName as string,
      path: S3Input?.LocalPath,
      uri: S3Input?.S3Uri,
    })),
    ...outputs.map(({ OutputName, S3Output }) => ({
      what: 'output',
      name: OutputName as string,
      path: S3Output?.LocalPath,
      uri: S3Output?.S3Uri,
    })),
  ];
  for (const { what, name, path, uri } of places) {
    if (names.has(`${what} ${name}`)) throw validationException(`The names of ${what}s must be unique. Duplicate: ${name}`);
    names.add(`${what} ${name}`);
    if (uri !== undefined && parseS3Uri(uri) === undefined) {
      throw validationException(`S3Uri "${uri}" of ${what} ${name} must be of the form s3://bucket/prefix.`);
    }
    checkLocalPath(path, `${what} ${name}`, paths);
  }
}

function checkLocalPath(path: string | undefined, of: string, taken: Set<string>): void {
  if (path === undefined) return;
  const normal = path.replace(/\/+$/, '');
  if (!normal.startsWith('/opt/ml/processing/') || normal.split('/').includes('..')) {
    throw validationException(`LocalPath "${path}" of ${of} must be below /opt/ml/processing/.`);
  }
  if (taken.has(normal)) throw validationException(`LocalPath "${path}" of ${of} is used by another input or output.`);
  taken.add(normal);
}

function refuseInput({ InputName, S3Input, DatasetDefinition }: ProcessingInput): void {
  const of = ` (input ${InputName})`;
  if (DatasetDefinition !== undefined) throw notServed(`CreateProcessingJob with DatasetDefinition${of}`);
  if (S3Input?.S3InputMode === 'Pipe') throw notServed(`CreateProcessingJob with S3InputMode Pipe${of}`);
  if (S3Input?.S3CompressionType === 'Gzip') throw notServed(`CreateProcessingJob with S3CompressionType Gzip${of}`);
}

function refuseOutput({ OutputName, S3Output, FeatureStoreOutput }: ProcessingOutput): void {
  const of = ` (output ${OutputName})`;
  if (FeatureStoreOutput !== undefined) throw notServed(`CreateProcessingJob with FeatureStoreOutput${of}`);
  if (S3Output?.S3UploadMode === 'Continuous') throw notServed(`CreateProcessingJob with S3UploadMode Continuous${of}`);
}
