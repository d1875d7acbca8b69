import { createWriteStream } from 'node:fs';
import { cp, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { downloadInput } from '../data/input-data.ts';
import { type ObjectStore, ObjectStoreError } from '../data/object-store.ts';
import { parseS3Uri } from '../data/s3-uri.ts';
import { unpackTarGz } from '../data/tar-archive.ts';
import type { ContainerCommand } from '../process/job-process.ts';
import { containerEnvironment, withLocalPython } from './container-environment.ts';
import { ContainerError } from './container-error.ts';
import type { ContainerPorts } from './container-ports.ts';
import { cannotRunImage, scriptModeImage } from './framework-image.ts';
import { readHyperparameters } from './hyperparameters.ts';
import { pathWithin } from './job-directory.ts';
import { scriptModeCommand } from './script-mode.ts';
import { missingFile } from './toolkit-error.ts';
import { inputDataConfig, resourceConfig, type TrainingJob, writeTrainingConfiguration } from './training-job.ts';
import { checkpointDirectory } from './training-output.ts';

/**
 * Makes `/opt/ml` of a training job: configuration, channels, submitted code. Returns the command that runs there.
 *
 * @throws ContainerError with the job's `FailureReason`
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
 */
export async function prepareTraining(job: TrainingJob, ports: ContainerPorts): Promise<ContainerCommand> {
  const { directory, pythonPath, store, aws = {} } = ports;
  const { base } = directory;
  await Promise.all(
    ['input/config', 'input/data', 'model', 'output/data'].map((name) => mkdir(join(base, name), { recursive: true })),
  );
  await Promise.all([writeTrainingConfiguration(job, base), downloadChannels(store, job, base)]);
  const command = await commandOf(job, ports);
  return {
    argv: withLocalPython(command.argv, pythonPath),
    environment: containerEnvironment({
      directory,
      pythonPath,
      requested: job.request.Environment,
      contract: {
        ...command.environment,
        TRAINING_JOB_NAME: job.name,
        ...(job.arn === undefined ? {} : { TRAINING_JOB_ARN: job.arn }),
      },
      aws,
    }),
    cwd: command.cwd ?? directory.work,
  };
}

async function downloadChannels(store: ObjectStore, { request }: TrainingJob, base: string): Promise<void> {
  const data = join(base, 'input', 'data');
  const channels = (request.InputDataConfig ?? []).map(async ({ ChannelName, DataSource }) => {
    const path = pathWithin(data, ChannelName ?? '');
    const source = DataSource?.S3DataSource;
    if (path === undefined || source?.S3Uri === undefined) return;
    const type = source.S3DataType === 'ManifestFile' ? 'ManifestFile' : 'S3Prefix';
    const count = await downloadInput(store, { S3Uri: source.S3Uri, S3DataType: type }, path);
    if (count === 0) throw new ContainerError(`ClientError: Data download failed:No S3 objects found under ${source.S3Uri}`);
  });
  const checkpoints = request.CheckpointConfig;
  if (checkpoints?.S3Uri !== undefined) {
    const path = checkpointDirectory(checkpoints.LocalPath, base);
    channels.push(
      downloadInput(store, { S3Uri: `${checkpoints.S3Uri.replace(/\/$/, '')}/`, S3DataType: 'S3Prefix' }, path).then(() => {}),
    );
  }
  try {
    await Promise.all(channels);
  } catch (error) {
    throw error instanceof ObjectStoreError ? new ContainerError(`ClientError: Data download failed:${error.message}`) : error;
  }
}

interface TrainingCommand {
  readonly argv: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

async function commandOf(job: TrainingJob, { store, directory, log }: ContainerPorts): Promise<TrainingCommand> {
  const { request } = job;
  const { ContainerEntrypoint, ContainerArguments, TrainingImage = '' } = request.AlgorithmSpecification ?? {};
  if (ContainerEntrypoint !== undefined) return { argv: [...ContainerEntrypoint, ...(ContainerArguments ?? [])] };
  if (scriptModeImage(TrainingImage) === undefined)
    throw new ContainerError(cannotRunImage(TrainingImage, 'ContainerEntrypoint'));
  const hyperparameters = readHyperparameters(request.HyperParameters);
  const codeDirectory = join(directory.base, 'code');
  await unpackSubmittedCode(store, hyperparameters.toolkit['sagemaker_submit_directory'], directory.base, codeDirectory);
  const command = scriptModeCommand({
    codeDirectory,
    hyperparameters,
    environment: request.Environment ?? {},
    channels: (request.InputDataConfig ?? []).flatMap(({ ChannelName }) => ChannelName ?? []),
    inputDataConfig: inputDataConfig(job),
    resourceConfig: resourceConfig(job),
    jobName: job.name,
  });
  for (const note of command.notes) log(note);
  return { argv: command.argv, environment: command.environment, cwd: codeDirectory };
}

async function unpackSubmittedCode(store: ObjectStore, submitted: unknown, base: string, codeDirectory: string): Promise<void> {
  await mkdir(codeDirectory, { recursive: true });
  if (typeof submitted !== 'string') return;
  const source = parseS3Uri(submitted);
  try {
    if (source !== undefined) {
      const archive = join(base, '..', 'sourcedir.tar.gz');
      await pipeline(await store.get(source.bucket, source.key), createWriteStream(archive));
      await unpackTarGz(archive, codeDirectory);
    } else {
      await copySubmitted(submitted, base, codeDirectory);
    }
  } catch (error) {
    if (error instanceof ContainerError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ContainerError(`AlgorithmError: framework error: sagemaker_submit_directory ${submitted}: ${reason}`);
  }
}

/** Copies a directory of the container, or unpacks an archive there. @throws ContainerError in the toolkit's words where it is missing */
async function copySubmitted(submitted: string, base: string, codeDirectory: string): Promise<void> {
  if (submitted === '/opt/ml/code') return;
  const path = submitted.startsWith('/opt/ml/') ? pathWithin(base, submitted.slice('/opt/ml/'.length)) : undefined;
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || found === undefined) throw missingFile(submitted);
  if (found.isDirectory()) await cp(path, codeDirectory, { recursive: true });
  else await unpackTarGz(path, codeDirectory);
}
