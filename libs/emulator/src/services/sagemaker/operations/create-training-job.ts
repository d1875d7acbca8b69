import type { CreateTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import type { OperationHandler } from '../../../core/service.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { assumeExecutionRole } from '../execution-role.ts';
import { jobNameTaken, requireInstanceType } from '../refusals.ts';
import { recordKey, resourceArn } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import type { TrainingRequest } from '../training-job.ts';
import { checkInputObjects, checkTrainingJob } from '../training-request.ts';
import { requireVolumeKey } from '../volume-key.ts';

/**
 * CreateTrainingJob: starts a training job as a process of this machine.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
 */
export function createTrainingJob({
  trainingJobs,
  tags,
  runtime,
}: SagemakerContext): OperationHandler<TrainingRequest, CreateTrainingJobResponse> {
  return async (request, call) => {
    const name = request.TrainingJobName;
    const arn = resourceArn(call, 'training-job', name);
    const requireUnusedName = (): void => {
      if (trainingJobs.runs.find(recordKey(call.region, name)) !== undefined) throw jobNameTaken('training-job', arn);
    };
    requireUnusedName();
    checkTrainingJob(request);
    requireInstanceType('training-job', request.ResourceConfig?.InstanceType, call.region);
    await checkInputObjects(runtime, request, arn, call.region);
    await requireVolumeKey(runtime, {
      keyId: request.ResourceConfig?.VolumeKmsKeyId,
      region: call.region,
      givers: [assumeExecutionRole(runtime, request.RoleArn, arn), call.caller],
    });
    requireUnusedName();
    runtime.store.transaction(() => {
      tags.add(arn, tagsFromList(request.Tags));
      trainingJobs.create(request, call);
    });
    return { TrainingJobArn: arn };
  };
}
