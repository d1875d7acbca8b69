import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import { createAwsObjectStore } from '../../jobs/aws-object-store.ts';
import { containerEnvironment, withLocalPython } from '../../jobs/container-environment.ts';
import { ContainerError } from '../../jobs/container-error.ts';
import { downloadInput } from '../../jobs/input-data.ts';
import { type JobDirectory, pathWithin } from '../../jobs/job-directory.ts';
import type { ContainerCommand } from '../../jobs/job-process.ts';
import type { ObjectStore } from '../../jobs/object-store.ts';
import { assumeExecutionRole } from './execution-role.ts';
import { requireImageAccess } from './image-access.ts';
import type { ProcessingJobRecord } from './processing-job.ts';
import { cannotRunImage } from './training-container.ts';
import { requireVpcAccess } from './vpc-access.ts';

/**
 * Makes `/opt/ml` of a processing job and says what to run there.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/build-your-own-processing-container.html
 */
export async function prepareProcessing(
  runtime: Runtime,
  pythonPath: string,
  record: ProcessingJobRecord,
  directory: JobDirectory,
): Promise<ContainerCommand> {
  const { request, region } = record;
  const { ContainerEntrypoint, ContainerArguments = [], ImageUri = '' } = request.AppSpecification ?? {};
  if (ContainerEntrypoint === undefined) {
    throw new ContainerError(cannotRunImage(ImageUri, 'AppSpecification.ContainerEntrypoint'));
  }
  const caller = assumeExecutionRole(runtime, request.RoleArn ?? '', record.arn);
  requireImageAccess(runtime, caller, ImageUri, region);
  requireVpcAccess(runtime, caller, request.NetworkConfig?.VpcConfig, region);
  const { base } = directory;
  await Promise.all(['config', 'processing', 'output'].map((name) => mkdir(join(base, name), { recursive: true })));
  await Promise.all([
    writeConfiguration(record, base),
    downloadInputs(createAwsObjectStore(runtime.aws, caller, region), record, base),
    ...outputPaths(record, base).map(({ path }) => mkdir(path, { recursive: true })),
  ]);
  return {
    argv: withLocalPython([...ContainerEntrypoint, ...ContainerArguments], pythonPath),
    environment: containerEnvironment({
      directory,
      pythonPath,
      requested: request.Environment,
      aws: runtime.aws.childEnvironment(caller, region),
    }),
    cwd: directory.work,
  };
}

/** Where a path that the request names, `/opt/ml/processing/…`, lies for the server. */
export function processingPath(localPath: string | undefined, base: string): string | undefined {
  const below = /^\/opt\/ml\/(processing\/.+)$/.exec(localPath ?? '')?.[1];
  const path = below === undefined ? undefined : pathWithin(join(base, 'processing'), join(base, below));
  return path?.replace(/\/$/, '');
}

/** The outputs of a job: where they lie and where they go. */
export function outputPaths({ request }: ProcessingJobRecord, base: string): { readonly path: string; readonly uri: string }[] {
  return (request.ProcessingOutputConfig?.Outputs ?? []).flatMap(({ S3Output }) => {
    const path = processingPath(S3Output?.LocalPath, base);
    return path === undefined || S3Output?.S3Uri === undefined ? [] : [{ path, uri: S3Output.S3Uri }];
  });
}

async function writeConfiguration({ request, arn }: ProcessingJobRecord, base: string): Promise<void> {
  const write = (name: string, value: object): Promise<void> =>
    writeFile(join(base, 'config', `${name}.json`), JSON.stringify(value));
  const { Tags: _tags, ...asked } = request;
  await Promise.all([
    write('processingjobconfig', {
      ProcessingJobArn: arn,
      ...asked,
      StoppingCondition: asked.StoppingCondition ?? { MaxRuntimeInSeconds: 86_400 },
    }),
    write('resourceconfig', { current_host: 'algo-1', hosts: ['algo-1'] }),
  ]);
}

async function downloadInputs(store: ObjectStore, { request }: ProcessingJobRecord, base: string): Promise<void> {
  const inputs = (request.ProcessingInputs ?? []).map(async ({ S3Input, AppManaged }) => {
    const path = processingPath(S3Input?.LocalPath, base);
    if (path === undefined || S3Input?.S3Uri === undefined || AppManaged === true) return;
    const type = S3Input.S3DataType === 'ManifestFile' ? 'ManifestFile' : 'S3Prefix';
    const count = await downloadInput(store, { S3Uri: S3Input.S3Uri, S3DataType: type }, path);
    if (count === 0) throw new ContainerError(`ClientError: Failed to download data. No S3 objects found under ${S3Input.S3Uri}`);
  });
  try {
    await Promise.all(inputs);
  } catch (error) {
    throw error instanceof AwsError ? new ContainerError(`ClientError: Failed to download data. ${error.message}`) : error;
  }
}
