import type {
  CreateProcessingJobRequest,
  CreateProcessingJobResponse,
  DeleteProcessingJobRequest,
  DescribeProcessingJobRequest,
  ListProcessingJobsRequest,
  StopProcessingJobRequest,
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { placeOf, recordKey, resourceArn } from '../arn.ts';
import { assumeExecutionRole } from '../execution-role.ts';
import { listPage } from '../listing.ts';
import { describeProcessingJob, type ProcessingJobRecord, summariseProcessingJob } from '../processing-job.ts';
import { checkProcessingJob } from '../processing-request.ts';
import { jobNameTaken, validationException } from '../refusals.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { requireVolumeKey } from '../volume-key.ts';

/** The operations on processing jobs. */
export function processingJobOperations({ processingJobs, tags, runtime }: SagemakerContext): Record<string, OperationHandler> {
  const found = (name: string | undefined, call: Call): ProcessingJobRecord => {
    const record = processingJobs.runs.find(recordKey(call.region, name ?? ''));
    if (record === undefined) throw validationException(`Could not find requested job with name: ${name}`);
    return record;
  };

  return {
    async CreateProcessingJob(request: CreateProcessingJobRequest, call: Call): Promise<CreateProcessingJobResponse> {
      const name = request.ProcessingJobName ?? '';
      const arn = resourceArn(call, 'processing-job', name);
      const refuseIfThere = (): void => {
        if (processingJobs.runs.find(recordKey(call.region, name)) !== undefined) throw jobNameTaken('processing-job', arn);
      };
      refuseIfThere();
      checkProcessingJob(request);
      await requireVolumeKey(runtime, {
        keyId: request.ProcessingResources?.ClusterConfig?.VolumeKmsKeyId,
        region: call.region,
        givers: [assumeExecutionRole(runtime, request.RoleArn ?? '', arn), call.caller],
      });
      refuseIfThere();
      runtime.store.transaction(() => {
        tags.add(arn, request.Tags ?? []);
        processingJobs.create(request, placeOf(call));
      });
      return { ProcessingJobArn: arn };
    },

    DescribeProcessingJob: ({ ProcessingJobName }: DescribeProcessingJobRequest, call: Call) =>
      describeProcessingJob(found(ProcessingJobName, call)),

    ListProcessingJobs(input: ListProcessingJobsRequest, call: Call) {
      const records = processingJobs.records.list({ prefix: `${call.region}/` }).map(({ value }) => value);
      const { items, nextToken } = listPage(records, input);
      return { ProcessingJobSummaries: items.map(summariseProcessingJob), NextToken: nextToken };
    },

    StopProcessingJob({ ProcessingJobName }: StopProcessingJobRequest, call: Call): object {
      const record = found(ProcessingJobName, call);
      if (record.status === 'Stopping') return {};
      if (record.status !== 'InProgress') {
        throw validationException(`The request was rejected because the processing job is in status ${record.status}.`);
      }
      const key = recordKey(call.region, record.name);
      record.status = 'Stopping';
      processingJobs.runs.save(key, record);
      processingJobs.runs.stop(key);
      return {};
    },

    DeleteProcessingJob({ ProcessingJobName }: DeleteProcessingJobRequest, call: Call): object {
      const { status, arn, name } = found(ProcessingJobName, call);
      if (status === 'InProgress' || status === 'Stopping') {
        throw new AwsError({
          code: 'ResourceInUse',
          message: `The processing job ${arn} is in status ${status} and cannot be deleted.`,
        });
      }
      processingJobs.records.delete(recordKey(call.region, name));
      tags.forget(arn);
      return {};
    },
  };
}
