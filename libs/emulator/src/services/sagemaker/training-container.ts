import { createWriteStream } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import { createAwsObjectStore } from '../../jobs/aws-object-store.ts';
import { containerEnvironment, withLocalPython } from '../../jobs/container-environment.ts';
import { ContainerError } from '../../jobs/container-error.ts';
import { scriptModeImage } from '../../jobs/framework-image.ts';
import { readHyperparameters } from '../../jobs/hyperparameters.ts';
import { downloadInput } from '../../jobs/input-data.ts';
import { type JobDirectory, pathWithin } from '../../jobs/job-directory.ts';
import type { JobLog } from '../../jobs/job-log.ts';
import type { ContainerCommand } from '../../jobs/job-process.ts';
import type { ObjectStore } from '../../jobs/object-store.ts';
import { parseS3Uri } from '../../jobs/s3-uri.ts';
import { scriptModeCommand } from '../../jobs/script-mode.ts';
import { unpackTarGz } from '../../jobs/tar-archive.ts';
import { assumeExecutionRole } from './execution-role.ts';
import { requireImageAccess } from './image-access.ts';
import type { TrainingJobRecord } from './training-job.ts';
import { requireVpcAccess } from './vpc-access.ts';

/**
 * Makes `/opt/ml` of a training job and says what to run there.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
 */
export async function prepareTraining(
  runtime: Runtime,
  pythonPath: string,
  record: TrainingJobRecord,
  directory: JobDirectory,
  log: JobLog,
): Promise<ContainerCommand> {
  const { request, region } = record;
  const caller = assumeExecutionRole(runtime, request.RoleArn ?? '', record.arn);
  requireImageAccess(runtime, caller, request.AlgorithmSpecification?.TrainingImage ?? '', region);
  requireVpcAccess(runtime, caller, request.VpcConfig, region);
  const store = createAwsObjectStore(runtime.aws, caller, region);
  const { base } = directory;
  await Promise.all(
    ['input/config', 'input/data', 'model', 'output/data'].map((name) => mkdir(join(base, name), { recursive: true })),
  );
  await Promise.all([writeConfiguration(record, base), downloadChannels(store, record, base)]);
  const command = await commandOf(store, record, base, log);
  return {
    argv: withLocalPython(command.argv, pythonPath),
    environment: containerEnvironment({
      directory,
      pythonPath,
      requested: request.Environment,
      contract: { ...command.environment, TRAINING_JOB_NAME: record.name, TRAINING_JOB_ARN: record.arn },
      aws: runtime.aws.childEnvironment(caller, region),
    }),
    cwd: command.cwd ?? directory.work,
  };
}

function inputDataConfig({ request }: TrainingJobRecord): object {
  const channels = request.InputDataConfig ?? [];
  return Object.fromEntries(
    channels.map((channel) => [
      channel.ChannelName,
      {
        ...(channel.ContentType === undefined ? {} : { ContentType: channel.ContentType }),
        // FastFile is reported as File; Pipe is not served.
        TrainingInputMode: 'File',
        S3DistributionType: channel.DataSource?.S3DataSource?.S3DataDistributionType ?? 'FullyReplicated',
        RecordWrapperType: channel.RecordWrapperType ?? 'None',
      },
    ]),
  );
}

function resourceConfig({ request }: TrainingJobRecord): {
  current_host: string;
  hosts: string[];
  current_instance_type: string;
} {
  const type = request.ResourceConfig?.InstanceType ?? '';
  const group = { instance_group_name: 'homogeneousCluster', instance_type: type, hosts: ['algo-1'] };
  const config = {
    current_host: 'algo-1',
    current_instance_type: type,
    current_group_name: 'homogeneousCluster',
    hosts: ['algo-1'],
    instance_groups: [group],
    network_interface_name: 'eth0',
  };
  return config;
}

async function writeConfiguration(record: TrainingJobRecord, base: string): Promise<void> {
  const write = (name: string, value: object): Promise<void> =>
    writeFile(join(base, 'input', 'config', `${name}.json`), JSON.stringify(value));
  await Promise.all([
    write('hyperparameters', record.request.HyperParameters ?? {}),
    write('inputdataconfig', inputDataConfig(record)),
    write('resourceconfig', resourceConfig(record)),
  ]);
}

async function downloadChannels(store: ObjectStore, { request }: TrainingJobRecord, base: string): Promise<void> {
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
    const path = checkpointDirectory(request.CheckpointConfig?.LocalPath, base);
    channels.push(
      downloadInput(store, { S3Uri: `${checkpoints.S3Uri.replace(/\/$/, '')}/`, S3DataType: 'S3Prefix' }, path).then(() => {}),
    );
  }
  try {
    await Promise.all(channels);
  } catch (error) {
    throw error instanceof AwsError ? new ContainerError(`ClientError: Data download failed:${error.message}`) : error;
  }
}

/** Where the server finds a job's checkpoints; `/opt/ml/checkpoints` unless the request says otherwise. */
export function checkpointDirectory(localPath: string | undefined, base: string): string {
  const below = /^\/opt\/ml\/(.+)$/.exec(localPath ?? '/opt/ml/checkpoints')?.[1];
  return (below === undefined ? undefined : pathWithin(base, below)) ?? join(base, 'checkpoints');
}

interface TrainingCommand {
  readonly argv: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

async function commandOf(store: ObjectStore, record: TrainingJobRecord, base: string, log: JobLog): Promise<TrainingCommand> {
  const { request } = record;
  const { ContainerEntrypoint, ContainerArguments, TrainingImage = '' } = request.AlgorithmSpecification ?? {};
  if (ContainerEntrypoint !== undefined) return { argv: [...ContainerEntrypoint, ...(ContainerArguments ?? [])] };
  if (scriptModeImage(TrainingImage) === undefined)
    throw new ContainerError(cannotRunImage(TrainingImage, 'ContainerEntrypoint'));
  const hyperparameters = readHyperparameters(request.HyperParameters);
  const codeDirectory = join(base, 'code');
  await unpackSubmittedCode(store, hyperparameters.toolkit['sagemaker_submit_directory'], base, codeDirectory);
  const command = scriptModeCommand({
    codeDirectory,
    hyperparameters,
    environment: request.Environment ?? {},
    channels: (request.InputDataConfig ?? []).flatMap(({ ChannelName }) => ChannelName ?? []),
    inputDataConfig: inputDataConfig(record),
    resourceConfig: resourceConfig(record),
    jobName: record.name,
  });
  for (const note of command.notes) log.write(note);
  return { argv: command.argv, environment: command.environment, cwd: codeDirectory };
}

/** Why an image cannot be run by the local runner. */
export function cannotRunImage(
  image: string,
  entrypoint: 'AppSpecification.ContainerEntrypoint' | 'ContainerEntrypoint',
): string {
  return `ClientError: The image ${image} is not one that the embedded AWS can run as a local process: it runs AWS's Python framework images such as sagemaker-scikit-learn, and any image whose command is given in ${entrypoint}`;
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
    } else if (submitted.startsWith('/opt/ml/')) {
      const path = pathWithin(base, submitted.slice('/opt/ml/'.length));
      if (path !== undefined) await cp(path, codeDirectory, { recursive: true });
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ContainerError(`AlgorithmError: framework error: sagemaker_submit_directory ${submitted}: ${reason}`);
  }
}
