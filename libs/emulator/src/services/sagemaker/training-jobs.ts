import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection } from '../../core/store.ts';
import { createAwsObjectStore } from '../../jobs/aws-object-store.ts';
import type { JobDirectory } from '../../jobs/job-directory.ts';
import type { JobHost } from '../../jobs/job-host.ts';
import type { JobLog, LogDestination } from '../../jobs/job-log.ts';
import type { ContainerCommand } from '../../jobs/job-process.ts';
import { compileMetricDefinitions, type MetricReader } from '../../jobs/metric-definitions.ts';
import type { ObjectStore } from '../../jobs/object-store.ts';
import { filesBelow, uploadOutput } from '../../jobs/output-data.ts';
import { parseS3Uri } from '../../jobs/s3-uri.ts';
import { packTarGz } from '../../jobs/tar-archive.ts';
import { type Place, recordKey, resourceArn } from './arn.ts';
import { assumeExecutionRole } from './execution-role.ts';
import { type ContainerEnd, INTERNAL_SERVER_ERROR, type JobKind, JobRuns } from './job-runs.ts';
import { checkpointDirectory, prepareTraining } from './training-container.ts';
import { enterStep, outputUri, type TrainingJobRecord } from './training-job.ts';

/** AWS's words for a container that the system killed for its memory. */
const OUT_OF_MEMORY =
  'ClientError: Please use an instance type with more memory, or reduce the size of training data processed on an instance.';
/** The longest `FailureReason`, in characters: so much of the failure file is given as fits with the exit code. */
const FAILURE_CHARACTERS = 1_024;

/** SageMaker's training jobs: their records and their runs. */
export class TrainingJobs implements JobKind<TrainingJobRecord> {
  readonly jobType = 'training-job' as const;
  readonly records: Collection<TrainingJobRecord>;
  readonly runs: JobRuns<TrainingJobRecord>;
  readonly #runtime: Runtime;
  readonly #host: JobHost;
  readonly #readers = new WeakMap<TrainingJobRecord, MetricReader>();

  constructor(runtime: Runtime, host: JobHost) {
    this.#runtime = runtime;
    this.#host = host;
    this.records = runtime.store.collection<TrainingJobRecord>('sagemaker.training-job');
    this.runs = new JobRuns(runtime, host, this.records, this);
  }

  /** Makes the record of a job that has been found valid, and starts it. */
  create(request: CreateTrainingJobRequest, place: Place): TrainingJobRecord {
    const now = this.#runtime.clock.now();
    const name = request.TrainingJobName ?? '';
    const record: TrainingJobRecord = {
      name,
      arn: resourceArn(place, 'training-job', name),
      region: place.region,
      request,
      creationTime: now,
      lastModifiedTime: now,
      status: 'InProgress',
      secondaryStatus: 'Starting',
      transitions: [],
      metrics: {},
      attempt: 1,
      phase: 'new',
      logStreamName: `${name}/algo-1-${Math.floor(now / 1000)}`,
    };
    enterStep(record, 'Starting', now);
    const key = recordKey(place.region, name);
    this.records.put(key, record);
    this.runs.begin(key, record);
    return record;
  }

  maxRuntimeMillis({ request }: TrainingJobRecord): number {
    return (request.StoppingCondition?.MaxRuntimeInSeconds ?? 86_400) * 1_000;
  }

  logDestination({ request, arn, region, logStreamName }: TrainingJobRecord): LogDestination {
    const caller = assumeExecutionRole(this.#runtime, request.RoleArn ?? '', arn);
    return { caller, region, logGroupName: '/aws/sagemaker/TrainingJobs', logStreamName };
  }

  async prepare(record: TrainingJobRecord, directory: JobDirectory, log: JobLog): Promise<ContainerCommand> {
    const { clock } = this.#runtime;
    record.trainingStartTime ??= clock.now();
    this.#enter(record, 'Downloading');
    const command = await prepareTraining(this.#runtime, this.#host.pythonPath, record, directory, log);
    if (record.status === 'InProgress') enterStep(record, 'Training', clock.now());
    return command;
  }

  onLine(record: TrainingJobRecord, line: string): void {
    let reader = this.#readers.get(record);
    if (reader === undefined) {
      reader = compileMetricDefinitions(metricDefinitions(record));
      this.#readers.set(record, reader);
    }
    const values = reader(line);
    if (values.length === 0) return;
    const time = this.#runtime.clock.now();
    for (const { name, value } of values) record.metrics[name] = { value, time };
    this.records.put(recordKey(record.region, record.name), record);
    void this.#publishMetrics(record, values, time);
  }

  async finish(record: TrainingJobRecord, directory: JobDirectory, end: ContainerEnd, log: JobLog): Promise<void> {
    if (end.type === 'lost') return this.fail(record, INTERNAL_SERVER_ERROR);
    const caller = assumeExecutionRole(this.#runtime, record.request.RoleArn ?? '', record.arn);
    const store = createAwsObjectStore(this.#runtime.aws, caller, record.region, record.request.OutputDataConfig?.KmsKeyId);
    const failed = end.type === 'exited' && end.code !== 0;
    if (!failed && record.status === 'InProgress') this.#enter(record, 'Uploading');
    const failure = await this.#upload(store, record, directory, failed);
    await log.close();
    if (failure !== undefined) return this.fail(record, failure);
    if (failed) return this.fail(record, await failureReason(directory, end.code, log));
    this.#end(record, end.type === 'exited' ? 'Completed' : 'Stopped', secondaryStatusOf(end));
  }

  fail(record: TrainingJobRecord, reason: string): void {
    record.failureReason = reason;
    this.#end(record, 'Failed', 'Failed');
  }

  /** Uploads what the container left; answers the reason where that fails. A failed job has no model. */
  async #upload(
    store: ObjectStore,
    record: TrainingJobRecord,
    directory: JobDirectory,
    failed: boolean,
  ): Promise<string | undefined> {
    const { base, path } = directory;
    const pack = async (source: string, archive: string, uri: string): Promise<boolean> => {
      const target = parseS3Uri(uri);
      if (target === undefined || (await packTarGz(source, archive)) === 0) return false;
      await store.putFile(target.bucket, target.key, archive);
      return true;
    };
    const checkpoints = record.request.CheckpointConfig;
    try {
      const [model] = await Promise.all([
        failed ? false : pack(join(base, 'model'), join(path, 'model.tar.gz'), outputUri(record, 'model.tar.gz')),
        pack(join(base, 'output', 'data'), join(path, 'output.tar.gz'), outputUri(record, 'output.tar.gz')),
        checkpoints?.S3Uri === undefined
          ? undefined
          : uploadOutput(store, checkpointDirectory(checkpoints.LocalPath, base), checkpoints.S3Uri),
      ]);
      if (!failed) record.modelArtifacts = outputUri(record, 'model.tar.gz');
      if (!failed && !model) this.#runtime.log('warn', `${record.arn}: /opt/ml/model is empty, so there is no model.tar.gz`);
      return undefined;
    } catch (error) {
      if (error instanceof AwsError) return `ClientError: Artifact upload failed:${error.message}`;
      throw error;
    }
  }

  #enter(record: TrainingJobRecord, status: 'Downloading' | 'Uploading'): void {
    enterStep(record, status, this.#runtime.clock.now());
    this.runs.save(recordKey(record.region, record.name), record);
  }

  #end(
    record: TrainingJobRecord,
    status: 'Completed' | 'Failed' | 'Stopped',
    step: 'Completed' | 'Failed' | 'Stopped' | 'MaxRuntimeExceeded',
  ): void {
    const now = this.#runtime.clock.now();
    if (record.trainingStartTime !== undefined) record.trainingEndTime = now;
    record.status = status;
    enterStep(record, step, now);
  }

  /** As AWS does: algorithm metrics by the job's name. A role that may not put metrics has none. */
  async #publishMetrics(
    { request, name, arn, region }: TrainingJobRecord,
    values: ReturnType<MetricReader>,
    time: number,
  ): Promise<void> {
    const MetricData = values.map((metric) => ({
      MetricName: metric.name,
      Dimensions: [{ Name: 'TrainingJobName', Value: name }],
      Timestamp: new Date(time),
      Value: metric.value,
    }));
    try {
      const caller = assumeExecutionRole(this.#runtime, request.RoleArn ?? '', arn);
      await this.#runtime.aws.call(
        'cloudwatch',
        'PutMetricData',
        { Namespace: '/aws/sagemaker/TrainingJobs', MetricData },
        { caller, region },
      );
    } catch (error) {
      this.#runtime.log('debug', `No metrics of ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** The metric definitions of a job's request. */
export function metricDefinitions({ request }: Pick<TrainingJobRecord, 'request'>): { Name: string; Regex: string }[] {
  return (request.AlgorithmSpecification?.MetricDefinitions ?? []).map(({ Name = '', Regex = '' }) => ({ Name, Regex }));
}

function secondaryStatusOf(end: ContainerEnd): 'Completed' | 'Stopped' | 'MaxRuntimeExceeded' {
  if (end.type === 'timed-out') return 'MaxRuntimeExceeded';
  return end.type === 'stopped' ? 'Stopped' : 'Completed';
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-output.html */
async function failureReason(directory: JobDirectory, code: number, log: JobLog): Promise<string> {
  const written = await readFile(join(directory.base, 'output', 'failure'), 'utf8').catch(() => undefined);
  if (written === undefined && code === 137) return OUT_OF_MEMORY;
  const scriptMode = written === undefined && (await filesBelow(join(directory.base, 'code'))).length > 0;
  const text = scriptMode
    ? `ExecuteUserScriptError:\nExitCode ${code}\nErrorMessage "${log.tail.at(-1) ?? ''}"`
    : (written ?? '');
  const [before, after] = ['AlgorithmError: ', `, exit code: ${code}`];
  return before + text.trim().slice(0, FAILURE_CHARACTERS - before.length - after.length) + after;
}
