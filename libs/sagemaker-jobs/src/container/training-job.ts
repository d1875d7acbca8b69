import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A channel of a training job, in the words of `InputDataConfig`. */
export interface TrainingChannel {
  readonly ChannelName?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly RecordWrapperType?: string | undefined;
  readonly DataSource?:
    | {
        readonly S3DataSource?:
          | {
              readonly S3Uri?: string | undefined;
              readonly S3DataType?: string | undefined;
              readonly S3DataDistributionType?: string | undefined;
            }
          | undefined;
      }
    | undefined;
}

/** A training job as its container sees it. `request` is the part of a `CreateTrainingJob` request that reaches the container. */
export interface TrainingJob {
  readonly name: string;
  /** @default - the container gets no `TRAINING_JOB_ARN` */
  readonly arn?: string;
  readonly request: {
    readonly AlgorithmSpecification?:
      | {
          readonly TrainingImage?: string | undefined;
          readonly ContainerEntrypoint?: readonly string[] | undefined;
          readonly ContainerArguments?: readonly string[] | undefined;
        }
      | undefined;
    readonly CheckpointConfig?: { readonly S3Uri?: string | undefined; readonly LocalPath?: string | undefined } | undefined;
    readonly Environment?: Readonly<Record<string, string>> | undefined;
    readonly HyperParameters?: Readonly<Record<string, string>> | undefined;
    readonly InputDataConfig?: readonly TrainingChannel[] | undefined;
    readonly ResourceConfig?: { readonly InstanceType?: string | undefined } | undefined;
  };
}

/** The content of `inputdataconfig.json`. */
export function inputDataConfig({ request }: TrainingJob): object {
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

/** The content of `resourceconfig.json`. */
export interface ResourceConfig {
  readonly current_host: string;
  readonly hosts: readonly string[];
  readonly current_instance_type: string;
}

/** The content of `resourceconfig.json`: one host. */
export function resourceConfig({ request }: TrainingJob): ResourceConfig {
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

/**
 * Writes the files of `/opt/ml/input/config`.
 *
 * @param base `/opt/ml` on this machine
 */
export async function writeTrainingConfiguration(job: TrainingJob, base: string): Promise<void> {
  const write = (name: string, value: object): Promise<void> =>
    writeFile(join(base, 'input', 'config', `${name}.json`), JSON.stringify(value));
  await Promise.all([
    write('hyperparameters', job.request.HyperParameters ?? {}),
    write('inputdataconfig', inputDataConfig(job)),
    write('resourceconfig', resourceConfig(job)),
  ]);
}
