import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadInput } from '../data/input-data.ts';
import { type ObjectStore, ObjectStoreError } from '../data/object-store.ts';
import type { ContainerCommand } from '../process/job-process.ts';
import { containerEnvironment, withLocalPython } from './container-environment.ts';
import { ContainerError } from './container-error.ts';
import type { ContainerPorts } from './container-ports.ts';
import { cannotRunImage } from './framework-image.ts';
import { outputPaths, type ProcessingJob, processingPath, writeProcessingConfiguration } from './processing-job.ts';

/**
 * Makes `/opt/ml` of a processing job: configuration, inputs, empty outputs. Returns the command that runs there.
 *
 * @throws ContainerError with the job's `FailureReason`
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/build-your-own-processing-container.html
 */
export async function prepareProcessing(
  job: ProcessingJob,
  { directory, pythonPath, store, aws = {} }: ContainerPorts,
): Promise<ContainerCommand> {
  const { ContainerEntrypoint, ContainerArguments = [], ImageUri = '' } = job.request.AppSpecification ?? {};
  if (ContainerEntrypoint === undefined) {
    throw new ContainerError(cannotRunImage(ImageUri, 'AppSpecification.ContainerEntrypoint'));
  }
  const { base } = directory;
  await Promise.all(['config', 'processing', 'output'].map((name) => mkdir(join(base, name), { recursive: true })));
  await Promise.all([
    writeProcessingConfiguration(job, base),
    downloadInputs(store, job, base),
    ...outputPaths(job, base).map(({ path }) => mkdir(path, { recursive: true })),
  ]);
  return {
    argv: withLocalPython([...ContainerEntrypoint, ...ContainerArguments], pythonPath),
    environment: containerEnvironment({ directory, pythonPath, requested: job.request.Environment, aws }),
    cwd: directory.work,
  };
}

async function downloadInputs(store: ObjectStore, { request }: ProcessingJob, base: string): Promise<void> {
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
    throw error instanceof ObjectStoreError
      ? new ContainerError(`ClientError: Failed to download data. ${error.message}`)
      : error;
  }
}
