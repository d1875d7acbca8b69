import type {
  CreateTrainingJobRequest,
  CreateTrainingJobResponse,
  DeleteTrainingJobRequest,
  DescribeTrainingJobRequest,
  ListTrainingJobsRequest,
  StopTrainingJobRequest,
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { placeOf, recordKey, resourceArn } from '../arn.ts';
import { assumeExecutionRole } from '../execution-role.ts';
import { listPage } from '../listing.ts';
import { jobNameTaken, validationException } from '../refusals.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { describeTrainingJob, enterStep, summariseTrainingJob, type TrainingJobRecord } from '../training-job.ts';
import { checkInputObjects, checkTrainingJob } from '../training-request.ts';
import { requireVolumeKey } from '../volume-key.ts';

/** The operations on training jobs. */
export function trainingJobOperations({ trainingJobs, tags, runtime }: SagemakerContext): Record<string, OperationHandler> {
  const found = (name: string | undefined, call: Call): TrainingJobRecord => {
    const record = trainingJobs.runs.find(recordKey(call.region, name ?? ''));
    if (record === undefined) throw validationException('Requested resource not found.');
    return record;
  };

  return {
    async CreateTrainingJob(request: CreateTrainingJobRequest, call: Call): Promise<CreateTrainingJobResponse> {
      const name = request.TrainingJobName ?? '';
      const arn = resourceArn(call, 'training-job', name);
      const refuseIfThere = (): void => {
        if (trainingJobs.runs.find(recordKey(call.region, name)) !== undefined) throw jobNameTaken('training-job', arn);
      };
      refuseIfThere();
      checkTrainingJob(request);
      await checkInputObjects(runtime, request, arn, call.region);
      await requireVolumeKey(runtime, {
        keyId: request.ResourceConfig?.VolumeKmsKeyId,
        region: call.region,
        givers: [assumeExecutionRole(runtime, request.RoleArn ?? '', arn), call.caller],
      });
      refuseIfThere();
      runtime.store.transaction(() => {
        tags.add(arn, request.Tags ?? []);
        trainingJobs.create(request, placeOf(call));
      });
      return { TrainingJobArn: arn };
    },

    DescribeTrainingJob: ({ TrainingJobName }: DescribeTrainingJobRequest, call: Call) =>
      describeTrainingJob(found(TrainingJobName, call)),

    ListTrainingJobs(input: ListTrainingJobsRequest, call: Call) {
      const records = trainingJobs.records.list({ prefix: `${call.region}/` }).map(({ value }) => value);
      const { items, nextToken } = listPage(records, input);
      return { TrainingJobSummaries: items.map(summariseTrainingJob), NextToken: nextToken };
    },

    StopTrainingJob({ TrainingJobName }: StopTrainingJobRequest, call: Call): object {
      const record = found(TrainingJobName, call);
      if (record.status === 'Stopping') return {};
      if (record.status !== 'InProgress') {
        throw validationException(`The request was rejected because the training job is in status ${record.status}.`);
      }
      const key = recordKey(call.region, record.name);
      record.status = 'Stopping';
      enterStep(record, 'Stopping', runtime.clock.now());
      trainingJobs.runs.save(key, record);
      trainingJobs.runs.stop(key);
      return {};
    },

    DeleteTrainingJob({ TrainingJobName }: DeleteTrainingJobRequest, call: Call): object {
      const { status, arn, name } = found(TrainingJobName, call);
      if (status === 'InProgress' || status === 'Stopping') {
        throw new AwsError({
          code: 'ResourceInUse',
          message: `The training job ${arn} is in status ${status} and cannot be deleted.`,
        });
      }
      trainingJobs.records.delete(recordKey(call.region, name));
      tags.forget(arn);
      return {};
    },
  };
}
