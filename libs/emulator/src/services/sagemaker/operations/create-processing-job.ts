import type { CreateProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import type { OperationHandler } from '../../../core/service.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { assumeExecutionRole } from '../execution-role.ts';
import type { ProcessingRequest } from '../processing-job.ts';
import { checkProcessingJob } from '../processing-request.ts';
import { jobNameTaken, requireInstanceType } from '../refusals.ts';
import { recordKey, resourceArn } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { requireVolumeKey } from '../volume-key.ts';

/**
 * CreateProcessingJob: starts a processing job as a process of this machine.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html
 */
export function createProcessingJob({
  processingJobs,
  tags,
  runtime,
}: SagemakerContext): OperationHandler<ProcessingRequest, CreateProcessingJobResponse> {
  return async (request, call) => {
    const name = request.ProcessingJobName;
    const arn = resourceArn(call, 'processing-job', name);
    const requireUnusedName = (): void => {
      if (processingJobs.runs.find(recordKey(call.region, name)) !== undefined) throw jobNameTaken('processing-job', arn);
    };
    requireUnusedName();
    checkProcessingJob(request);
    requireInstanceType('processing-job', request.ProcessingResources.ClusterConfig?.InstanceType, call.region);
    await requireVolumeKey(runtime, {
      keyId: request.ProcessingResources.ClusterConfig?.VolumeKmsKeyId,
      region: call.region,
      givers: [assumeExecutionRole(runtime, request.RoleArn, arn), call.caller],
    });
    requireUnusedName();
    runtime.store.transaction(() => {
      tags.add(arn, tagsFromList(request.Tags));
      processingJobs.create(request, call);
    });
    return { ProcessingJobArn: arn };
  };
}
