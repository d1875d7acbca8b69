import type { FaultInjection } from '@stepmaker/emulator';
import { describe, expect } from 'vitest';
import { callsIn, historyOf, jobsIn } from './history.ts';
import { type Suite, scenario } from './suite.ts';

const THROTTLED = { code: 'ThrottlingException', message: 'Rate exceeded' } as const;

/**
 * SageMaker under load: what it refuses for now is tried again, under names that were never used. They end in the numbers of redrives, which
 * LocalStack does not count, reruns and retries.
 */
export const overload: Suite = (context) => {
  describe('a SageMaker that is busy', () => {
    scenario(
      context,
      'is asked again when it throttles, with a new name for each try',
      { needs: ['fault-injection'] },
      async (target) => {
        const { main } = target;
        const faults = target.faults as FaultInjection;
        using jobs = faults.refuse({ service: 'sagemaker', operation: 'CreateProcessingJob', ...THROTTLED, times: 2 });
        using models = faults.refuse({ service: 'sagemaker', operation: 'CreateModel', ...THROTTLED });
        using endpoints = faults.refuse({ service: 'sagemaker', operation: 'ListEndpoints', ...THROTTLED });
        const execution = await main.pipeline.startExecution();

        const output = await execution.result();

        expect([jobs.met, models.met, endpoints.met]).toEqual([2, 1, 1]);
        expect(output.PreprocessingJobName).toMatch(/-0?-0-2$/);
        expect(output.ModelName).toMatch(/-0?-0-0?-1$/);
        expect(jobsIn(await historyOf(main.sfn, execution.executionArn))).toHaveLength(3);
      },
    );

    scenario(
      context,
      'is waited for when it has no capacity or the quota is used up, and each job gets a new name',
      { needs: ['fault-injection'], executions: 2 },
      async (target) => {
        const { main } = target;
        const faults = target.faults as FaultInjection;
        using quota = faults.refuse({
          service: 'sagemaker',
          operation: 'CreateTrainingJob',
          code: 'ResourceLimitExceeded',
          message:
            "The account-level service limit 'ml.m5.large for training job usage' is 1 Instances, with current utilization of 1 Instances and a request delta of 1 Instances.",
        });
        using capacity = faults.failJob({
          jobType: 'training-job',
          failureReason:
            'CapacityError: Unable to provision requested ML compute capacity. Please retry using a different ML instance type.',
        });
        using _hurry = target.hurry();
        const execution = await main.pipeline.startExecution();

        const output = await execution.result();

        expect([quota.met, capacity.met]).toEqual([1, 1]);
        const tried = callsIn(await historyOf(main.sfn, execution.executionArn), 'createTrainingJob.sync').map(
          ({ TrainingJobName }) => TrainingJobName,
        );
        expect(tried.map((name) => /-0?-(\d-\d)$/.exec(String(name))?.[1])).toEqual(['0-0', '1-0', '2-0']);
        expect(output.TrainingJobName).toBe(tried[2]);
      },
    );
  });
};
