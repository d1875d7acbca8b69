import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { CreateProcessingJobRequest } from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection } from '../../core/store.ts';
import { createAwsObjectStore } from '../../jobs/aws-object-store.ts';
import type { JobDirectory } from '../../jobs/job-directory.ts';
import type { JobHost } from '../../jobs/job-host.ts';
import type { JobLog, LogDestination } from '../../jobs/job-log.ts';
import type { ContainerCommand } from '../../jobs/job-process.ts';
import { uploadOutput } from '../../jobs/output-data.ts';
import { type Place, recordKey, resourceArn } from './arn.ts';
import { assumeExecutionRole } from './execution-role.ts';
import { type ContainerEnd, INTERNAL_SERVER_ERROR, type JobKind, JobRuns } from './job-runs.ts';
import { outputPaths, prepareProcessing } from './processing-container.ts';
import type { ProcessingJobRecord } from './processing-job.ts';

/** How much of `/opt/ml/output/message` an `ExitMessage` takes, in bytes. */
const MESSAGE_BYTES = 1_024;

/** SageMaker's processing jobs: their records and their runs. */
export class ProcessingJobs implements JobKind<ProcessingJobRecord> {
  readonly jobType = 'processing-job' as const;
  readonly records: Collection<ProcessingJobRecord>;
  readonly runs: JobRuns<ProcessingJobRecord>;
  readonly #runtime: Runtime;
  readonly #host: JobHost;

  constructor(runtime: Runtime, host: JobHost) {
    this.#runtime = runtime;
    this.#host = host;
    this.records = runtime.store.collection<ProcessingJobRecord>('sagemaker.processing-job');
    this.runs = new JobRuns(runtime, host, this.records, this);
  }

  /** Makes the record of a job that has been found valid, and starts it. */
  create(request: CreateProcessingJobRequest, place: Place): ProcessingJobRecord {
    const now = this.#runtime.clock.now();
    const name = request.ProcessingJobName ?? '';
    const record: ProcessingJobRecord = {
      name,
      arn: resourceArn(place, 'processing-job', name),
      region: place.region,
      request,
      creationTime: now,
      lastModifiedTime: now,
      status: 'InProgress',
      attempt: 1,
      phase: 'new',
      logStreamName: `${name}/algo-1-${Math.floor(now / 1000)}`,
    };
    const key = recordKey(place.region, name);
    this.records.put(key, record);
    this.runs.begin(key, record);
    return record;
  }

  maxRuntimeMillis({ request }: ProcessingJobRecord): number {
    return (request.StoppingCondition?.MaxRuntimeInSeconds ?? 86_400) * 1_000;
  }

  logDestination({ request, arn, region, logStreamName }: ProcessingJobRecord): LogDestination {
    const caller = assumeExecutionRole(this.#runtime, request.RoleArn ?? '', arn);
    return { caller, region, logGroupName: '/aws/sagemaker/ProcessingJobs', logStreamName };
  }

  async prepare(record: ProcessingJobRecord, directory: JobDirectory): Promise<ContainerCommand> {
    const command = await prepareProcessing(this.#runtime, this.#host.pythonPath, record, directory);
    record.processingStartTime ??= this.#runtime.clock.now();
    return command;
  }

  onLine(): void {}

  async finish(record: ProcessingJobRecord, directory: JobDirectory, end: ContainerEnd, log: JobLog): Promise<void> {
    if (end.type === 'lost') return this.fail(record, INTERNAL_SERVER_ERROR);
    const message = await readMessage(directory);
    if (message instanceof Uint8Array)
      return this.fail(record, 'ClientError: The exit message in /opt/ml/output/message is not UTF-8');
    if (message !== undefined) record.exitMessage = message;
    const failure = await this.#upload(record, directory);
    await log.close();
    if (failure !== undefined) return this.fail(record, failure);
    if (end.type === 'exited' && end.code !== 0) return this.fail(record, 'AlgorithmError: See job logs for more information');
    this.#end(record, end.type === 'exited' ? 'Completed' : 'Stopped');
  }

  fail(record: ProcessingJobRecord, reason: string): void {
    record.failureReason = reason;
    this.#end(record, 'Failed');
  }

  async #upload(record: ProcessingJobRecord, directory: JobDirectory): Promise<string | undefined> {
    const caller = assumeExecutionRole(this.#runtime, record.request.RoleArn ?? '', record.arn);
    const kmsKeyId = record.request.ProcessingOutputConfig?.KmsKeyId;
    const store = createAwsObjectStore(this.#runtime.aws, caller, record.region, kmsKeyId);
    try {
      await Promise.all(outputPaths(record, directory.base).map(({ path, uri }) => uploadOutput(store, path, uri)));
      return undefined;
    } catch (error) {
      if (error instanceof AwsError) return `ClientError: Failed to upload data. ${error.message}`;
      throw error;
    }
  }

  #end(record: ProcessingJobRecord, status: 'Completed' | 'Failed' | 'Stopped'): void {
    record.processingEndTime = this.#runtime.clock.now();
    record.status = status;
  }
}

/** The first 1 kB of the container's exit message; its bytes where they are not UTF-8; undefined where there is none. */
async function readMessage(directory: JobDirectory): Promise<string | Uint8Array | undefined> {
  const file = await open(join(directory.base, 'output', 'message')).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MESSAGE_BYTES + 4), 0, MESSAGE_BYTES);
    const bytes = buffer.subarray(0, bytesRead);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    } catch {
      return bytes;
    }
  } finally {
    await file.close();
  }
}
