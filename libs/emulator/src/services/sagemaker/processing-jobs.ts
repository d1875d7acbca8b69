import {
  type ContainerCommand,
  type ContainerEnd,
  collectProcessing,
  type JobDirectory,
  type JobHost,
  prepareProcessing,
} from '@stepmaker/sagemaker-jobs/container';
import type { ArnScope } from '../../core/arn.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection } from '../../core/store.ts';
import { createAwsObjectStore } from './aws-object-store.ts';
import { containerPorts } from './container-ports.ts';
import { assumeExecutionRole } from './execution-role.ts';
import { requireImageAccess } from './image-access.ts';
import type { JobLog, LogDestination } from './job-log.ts';
import { INTERNAL_SERVER_ERROR, type JobKind, JobRuns } from './job-runs.ts';
import type { ProcessingJobRecord, ProcessingRequest } from './processing-job.ts';
import { recordKey, resourceArn } from './resource-name.ts';
import { requireVpcAccess } from './vpc-access.ts';

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
  create(request: ProcessingRequest, scope: ArnScope): ProcessingJobRecord {
    const now = this.#runtime.clock.now();
    const name = request.ProcessingJobName;
    const record: ProcessingJobRecord = {
      name,
      arn: resourceArn(scope, 'processing-job', name),
      region: scope.region,
      request,
      creationTime: now,
      lastModifiedTime: now,
      status: 'InProgress',
      attempt: 1,
      phase: 'new',
      logStreamName: `${name}/algo-1-${Math.floor(now / 1000)}`,
    };
    const key = recordKey(scope.region, name);
    this.records.put(key, record);
    this.runs.begin(key, record);
    return record;
  }

  maxRuntimeMillis({ request }: ProcessingJobRecord): number {
    return (request.StoppingCondition?.MaxRuntimeInSeconds ?? 86_400) * 1_000;
  }

  logDestination({ request, arn, region, logStreamName }: ProcessingJobRecord): LogDestination {
    const caller = assumeExecutionRole(this.#runtime, request.RoleArn, arn);
    return { caller, region, logGroupName: '/aws/sagemaker/ProcessingJobs', logStreamName };
  }

  async prepare(record: ProcessingJobRecord, directory: JobDirectory, log: JobLog): Promise<ContainerCommand> {
    const { request, arn, region } = record;
    const caller = assumeExecutionRole(this.#runtime, request.RoleArn, arn);
    requireImageAccess(this.#runtime, caller, request.AppSpecification.ImageUri, region);
    requireVpcAccess(this.#runtime, caller, request.NetworkConfig?.VpcConfig, region);
    const command = await prepareProcessing(
      record,
      containerPorts(this.#runtime, this.#host, { directory, caller, region, log: (line) => log.write(line) }),
    );
    record.processingStartTime ??= this.#runtime.clock.now();
    return command;
  }

  onLine(): void {}

  async finish(record: ProcessingJobRecord, directory: JobDirectory, end: ContainerEnd, log: JobLog): Promise<void> {
    if (end.type === 'lost') return this.fail(record, INTERNAL_SERVER_ERROR);
    const { request, arn, region } = record;
    const caller = assumeExecutionRole(this.#runtime, request.RoleArn, arn);
    const store = createAwsObjectStore(this.#runtime.aws, caller, region, request.ProcessingOutputConfig?.KmsKeyId);
    const { exitMessage, failureReason } = await collectProcessing(record, directory, store, end);
    if (exitMessage !== undefined) record.exitMessage = exitMessage;
    await log.close();
    if (failureReason !== undefined) return this.fail(record, failureReason);
    this.#end(record, end.type === 'exited' ? 'Completed' : 'Stopped');
  }

  fail(record: ProcessingJobRecord, reason: string): void {
    record.failureReason = reason;
    this.#end(record, 'Failed');
  }

  #end(record: ProcessingJobRecord, status: 'Completed' | 'Failed' | 'Stopped'): void {
    record.processingEndTime = this.#runtime.clock.now();
    record.status = status;
  }
}
