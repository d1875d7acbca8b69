import {
  type ContainerCommand,
  type ContainerEnd,
  checkpointDirectory,
  compileMetricDefinitions,
  type JobDirectory,
  type JobHost,
  type MetricReader,
  type ObjectStore,
  ObjectStoreError,
  packTrainingOutput,
  parseS3Uri,
  prepareTraining,
  trainingFailureReason,
  uploadOutput,
} from '@stepmaker/sagemaker-jobs/container';
import type { ArnScope } from '../../core/arn.ts';
import { errorMessage } from '../../core/error-text.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection } from '../../core/store.ts';
import { createAwsObjectStore } from './aws-object-store.ts';
import { containerPorts } from './container-ports.ts';
import { assumeExecutionRole } from './execution-role.ts';
import { requireImageAccess } from './image-access.ts';
import type { JobLog, LogDestination } from './job-log.ts';
import { INTERNAL_SERVER_ERROR, type JobKind, JobRuns } from './job-runs.ts';
import { recordKey, resourceArn } from './resource-name.ts';
import type { TrainingRequest } from './training-job.ts';
import { enterStep, outputUri, type TrainingJobRecord } from './training-job.ts';
import { requireVpcAccess } from './vpc-access.ts';

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
  create(request: TrainingRequest, scope: ArnScope): TrainingJobRecord {
    const now = this.#runtime.clock.now();
    const name = request.TrainingJobName;
    const record: TrainingJobRecord = {
      name,
      arn: resourceArn(scope, 'training-job', name),
      region: scope.region,
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
    const key = recordKey(scope.region, name);
    this.records.put(key, record);
    this.runs.begin(key, record);
    return record;
  }

  maxRuntimeMillis({ request }: TrainingJobRecord): number {
    return (request.StoppingCondition?.MaxRuntimeInSeconds ?? 86_400) * 1_000;
  }

  logDestination({ request, arn, region, logStreamName }: TrainingJobRecord): LogDestination {
    const caller = assumeExecutionRole(this.#runtime, request.RoleArn, arn);
    return { caller, region, logGroupName: '/aws/sagemaker/TrainingJobs', logStreamName };
  }

  async prepare(record: TrainingJobRecord, directory: JobDirectory, log: JobLog): Promise<ContainerCommand> {
    const { clock } = this.#runtime;
    record.trainingStartTime ??= clock.now();
    this.#enter(record, 'Downloading');
    const { request, arn, region } = record;
    const caller = assumeExecutionRole(this.#runtime, request.RoleArn, arn);
    requireImageAccess(this.#runtime, caller, request.AlgorithmSpecification?.TrainingImage as string, region);
    requireVpcAccess(this.#runtime, caller, request.VpcConfig, region);
    const command = await prepareTraining(
      record,
      containerPorts(this.#runtime, this.#host, { directory, caller, region, log: (line) => log.write(line) }),
    );
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
    const caller = assumeExecutionRole(this.#runtime, record.request.RoleArn, record.arn);
    const store = createAwsObjectStore(this.#runtime.aws, caller, record.region, record.request.OutputDataConfig?.KmsKeyId);
    const failed = end.type === 'exited' && end.code !== 0;
    if (!failed && record.status === 'InProgress') this.#enter(record, 'Uploading');
    const failure = await this.#upload(store, record, directory, failed);
    await log.close();
    if (failure !== undefined) return this.fail(record, failure);
    if (failed) return this.fail(record, await trainingFailureReason(directory, end.code, log.tail.at(-1) ?? ''));
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
    const upload = async (archive: string | undefined, uri: string): Promise<void> => {
      const target = parseS3Uri(uri);
      if (archive !== undefined && target !== undefined) await store.putFile(target.bucket, target.key, archive);
    };
    const { CheckpointConfig: checkpoints } = record.request;
    const archives = await packTrainingOutput(directory, failed);
    try {
      await Promise.all([
        upload(archives.model, outputUri(record, 'model.tar.gz')),
        upload(archives.output, outputUri(record, 'output.tar.gz')),
        checkpoints?.S3Uri === undefined
          ? undefined
          : uploadOutput(store, checkpointDirectory(checkpoints.LocalPath, directory.base), checkpoints.S3Uri),
      ]);
      if (!failed) record.modelArtifacts = outputUri(record, 'model.tar.gz');
      if (!failed && archives.model === undefined)
        this.#runtime.log('warn', `${record.arn}: /opt/ml/model is empty, so no model.tar.gz is made`);
      return undefined;
    } catch (error) {
      if (error instanceof ObjectStoreError) return `ClientError: Artifact upload failed:${error.message}`;
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
      const caller = assumeExecutionRole(this.#runtime, request.RoleArn, arn);
      await this.#runtime.aws.call(
        'cloudwatch',
        'PutMetricData',
        { Namespace: '/aws/sagemaker/TrainingJobs', MetricData },
        { caller, region },
      );
    } catch (error) {
      this.#runtime.log('debug', `No metrics of ${name}: ${errorMessage(error)}`);
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
