import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow, allowManagedRule, allowPassRole } from './permission.ts';
import type { ProcessingInput, ProcessingOutput, Tags, VpcConfig } from './sagemaker-shapes.ts';

/** Input of `CreateProcessingJob`. */
export interface CreateProcessingJobArguments {
  readonly ProcessingJobName: string;
  readonly RoleArn: string;
  readonly AppSpecification: {
    readonly ImageUri: string;
    readonly ContainerEntrypoint?: readonly string[];
    readonly ContainerArguments?: readonly string[];
  };
  readonly ProcessingResources: {
    readonly ClusterConfig: {
      readonly InstanceCount: number;
      readonly InstanceType: string;
      readonly VolumeSizeInGB: number;
      readonly VolumeKmsKeyId?: string;
    };
  };
  readonly ProcessingInputs?: readonly ProcessingInput[];
  readonly ProcessingOutputConfig?: { readonly Outputs: readonly ProcessingOutput[]; readonly KmsKeyId?: string };
  readonly Environment?: Readonly<Record<string, string>>;
  readonly NetworkConfig?: {
    readonly EnableNetworkIsolation?: boolean;
    readonly EnableInterContainerTrafficEncryption?: boolean;
    readonly VpcConfig?: VpcConfig;
  };
  readonly StoppingCondition?: { readonly MaxRuntimeInSeconds: number };
  readonly Tags?: Tags;
}

/**
 * Runs a processing job.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
 */
export const createProcessingJob: Integration<CreateProcessingJobArguments, '' | '.sync'> =
  defineIntegration<CreateProcessingJobArguments>()({
    resource: 'arn:${Partition}:states:::sagemaker:createProcessingJob',
    patterns: ['', '.sync'],
    permissions: (pattern, { ProcessingJobName, RoleArn }) => {
      const name = constantName(ProcessingJobName);
      return [
        allow(['sagemaker:CreateProcessingJob', 'sagemaker:AddTags'], 'sagemaker', 'processing-job', name),
        allowPassRole(constantName(RoleArn), 'sagemaker.amazonaws.com'),
        ...(pattern === '.sync'
          ? [
              allow(['sagemaker:DescribeProcessingJob', 'sagemaker:StopProcessingJob'], 'sagemaker', 'processing-job', name),
              allow(['sagemaker:ListTags'], 'sagemaker', 'processing-job', name),
              allowManagedRule('StepFunctionsGetEventsForSageMakerProcessingJobsRule'),
            ]
          : []),
      ];
    },
  });
