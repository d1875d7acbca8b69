import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow, allowManagedRule, allowPassRole } from './permission.ts';
import type { Channel, MetricDefinition, Tags, VpcConfig } from './sagemaker-shapes.ts';

/** Input of `CreateTrainingJob`. */
export interface CreateTrainingJobArguments {
  readonly TrainingJobName: string;
  readonly RoleArn: string;
  readonly AlgorithmSpecification: {
    readonly TrainingImage: string;
    readonly TrainingInputMode: 'Pipe' | 'File' | 'FastFile';
    readonly ContainerEntrypoint?: readonly string[];
    readonly ContainerArguments?: readonly string[];
    readonly MetricDefinitions?: readonly MetricDefinition[];
  };
  readonly HyperParameters?: Readonly<Record<string, string>>;
  readonly InputDataConfig?: readonly Channel[];
  readonly OutputDataConfig: { readonly S3OutputPath: string; readonly KmsKeyId?: string };
  readonly ResourceConfig: {
    readonly InstanceCount: number;
    readonly InstanceType: string;
    readonly VolumeSizeInGB: number;
    readonly VolumeKmsKeyId?: string;
  };
  readonly VpcConfig?: VpcConfig;
  readonly EnableNetworkIsolation?: boolean;
  readonly StoppingCondition: { readonly MaxRuntimeInSeconds: number; readonly MaxWaitTimeInSeconds?: number };
  readonly EnableManagedSpotTraining?: boolean;
  readonly CheckpointConfig?: { readonly S3Uri: string; readonly LocalPath?: string };
  readonly Environment?: Readonly<Record<string, string>>;
  readonly Tags?: Tags;
}

/**
 * Runs a training job.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/sagemaker-iam.html
 */
export const createTrainingJob: Integration<CreateTrainingJobArguments, '' | '.sync'> =
  defineIntegration<CreateTrainingJobArguments>()({
    resource: 'arn:${Partition}:states:::sagemaker:createTrainingJob',
    patterns: ['', '.sync'],
    permissions: (pattern, { TrainingJobName, RoleArn }) => {
      const name = constantName(TrainingJobName);
      return [
        allow(['sagemaker:CreateTrainingJob', 'sagemaker:AddTags'], 'sagemaker', 'training-job', name),
        allowPassRole(constantName(RoleArn), 'sagemaker.amazonaws.com'),
        ...(pattern === '.sync'
          ? [
              allow(['sagemaker:DescribeTrainingJob', 'sagemaker:StopTrainingJob'], 'sagemaker', 'training-job', name),
              allow(['sagemaker:ListTags'], 'sagemaker', 'training-job', name),
              allowManagedRule('StepFunctionsGetEventsForSageMakerTrainingJobsRule'),
            ]
          : []),
      ];
    },
  });
