import { createProcessingJob } from '../../integrations/create-processing-job.ts';
import { createTrainingJob } from '../../integrations/create-training-job.ts';
import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import type { ProcessingOutput } from '../../integrations/sagemaker-shapes.ts';
import { choice } from '../../language/choice.ts';
import { type JsonataExpression, jsonata, type Templated } from '../../language/jsonata.ts';
import type { States } from '../../language/state-machine.ts';
import { wait } from '../../language/wait.ts';
import { catchAs } from '../shared/failure.ts';
import { jobRetry } from '../shared/retries.ts';
import { attemptName } from './names.ts';

const codeUri = 's3://${BucketName}/${CodePrefix}/';

const modelUri = "'s3://${BucketName}/model-artifacts/' & $Run.Id";

const evaluationUri = "'s3://${BucketName}/evaluation/' & $Run.Id";

/** Inputs of a processing job, each found at `/opt/ml/processing/input/<name>`: names and the expressions of their URIs. */
function processingInputs(inputs: Readonly<Record<string, string>>): JsonataExpression {
  const entries = Object.entries(inputs).map(([name, uri]) => `'${name}': ${uri}`);
  return jsonata(`$each({${entries.join(', ')}}, function($uri, $name) {
    {'InputName': $name, 'S3Input': {
      'S3Uri': $uri, 'LocalPath': '/opt/ml/processing/input/' & $name, 'S3DataType': 'S3Prefix', 'S3InputMode': 'File'
    }}
  })`);
}

/** All that an output directory holds, folders and all, goes to one prefix. */
function processingOutputs(LocalPath: string, uri: string): { readonly Outputs: readonly Templated<ProcessingOutput>[] } {
  return { Outputs: [{ OutputName: 'output', S3Output: { S3Uri: jsonata(uri), LocalPath, S3UploadMode: 'EndOfJob' } }] };
}

const processingResources = {
  ClusterConfig: { InstanceCount: 1, InstanceType: '${ProcessingInstanceType}', VolumeSizeInGB: 20 },
} as const;

const stoppingCondition = { MaxRuntimeInSeconds: jsonata('$In.MaxRuntimeInSeconds') } as const;

const isIsolated: JsonataExpression = jsonata("'${EnableNetworkIsolation}' = 'true'");

const tags: JsonataExpression = jsonata('$Run.Tags');

/** Channels of a training job: names and the expressions of their URIs. */
function channels(inputs: Readonly<Record<string, string>>): JsonataExpression {
  const entries = Object.entries(inputs).map(([name, uri]) => `'${name}': ${uri}`);
  return jsonata(`$each({${entries.join(', ')}}, function($uri, $name) {
    {'ChannelName': $name, 'DataSource': {'S3DataSource': {'S3DataType': 'S3Prefix', 'S3Uri': $uri}}}
  })`);
}

/**
 * Another attempt is worthwhile: no instance was free, or SageMaker had an internal error. Waiting changes neither a quota of 0 nor what a region
 * has: "The requested resource training-job/ml.m4.xlarge is not available in this region" is a `ResourceLimitExceeded` too.
 */
const isWorthAnotherRun = `$Rerun < 5 and
  $contains($states.input.Error & $states.input.Cause, /ResourceLimit|CapacityError|InternalServer/) and
  $not($contains($states.input.Cause, /is 0 Inst|this region/))`;

/** Handling of a failed job: another run after a wait, or the end. Waits are drawn at random, up to 30 seconds at first, then up to 8 minutes. */
function onFailure(job: 'Preprocess' | 'Train' | 'Evaluate'): States {
  return {
    [`${job}Failed`]: choice({
      Choices: [{ Condition: jsonata(isWorthAnotherRun), Next: `WaitTo${job}` }],
      Default: 'Explain',
    }),
    [`WaitTo${job}`]: wait({
      Seconds: jsonata('1 + $floor($random() * 30 * $power(2, $Rerun))'),
      Assign: { Rerun: jsonata('$Rerun + 1') },
      Next: job,
    }),
  };
}

/** The SageMaker jobs: preprocess, train, evaluate. A job that found no capacity is run again, under a new name. */
export const jobs: States = {
  Preprocess: integrationTask(createProcessingJob, IntegrationPattern.RUN_JOB, {
    Arguments: {
      ProcessingJobName: attemptName('Preprocess'),
      RoleArn: '${SageMakerRoleArn}',
      AppSpecification: {
        ImageUri: '${ImageUri}',
        ContainerEntrypoint: ['python3', '/opt/ml/processing/input/code/preprocess.py'],
        ContainerArguments: jsonata(
          `$append(['--seed', $string($In.Seed)], $In.TargetColumn ? ['--target', $In.TargetColumn] : [])`,
        ),
      },
      ProcessingResources: processingResources,
      // Without a test set its URI is undefined, and so the input is not there.
      ProcessingInputs: processingInputs({ code: `'${codeUri}'`, data: '$In.DatasetUri', test: '$In.TestDatasetUri' }),
      ProcessingOutputConfig: processingOutputs('/opt/ml/processing/output', '$Run.Data'),
      NetworkConfig: { EnableNetworkIsolation: isIsolated },
      StoppingCondition: stoppingCondition,
      Tags: tags,
    },
    Retry: jobRetry,
    Catch: catchAs('Preprocessing', 'PreprocessFailed'),
    Assign: { PreprocessingJob: jsonata('$states.result.ProcessingJobName') },
    Next: 'Train',
  }),

  ...onFailure('Preprocess'),

  Train: integrationTask(createTrainingJob, IntegrationPattern.RUN_JOB, {
    Arguments: {
      TrainingJobName: attemptName('Train'),
      RoleArn: '${SageMakerRoleArn}',
      AlgorithmSpecification: {
        TrainingImage: '${ImageUri}',
        TrainingInputMode: 'File',
        MetricDefinitions: ['cv_r2', 'cv_mae', 'cv_rmse'].map((Name) => ({ Name, Regex: `${Name}=([-+0-9.e]+);` })),
      },
      // Script mode: the container's toolkit runs the script from the channel. Only the image's own entrypoint is certain to be accepted here.
      HyperParameters: jsonata(`$merge($append(
        [{'seed': $string($In.Seed), 'sagemaker_program': 'train.py', 'sagemaker_submit_directory': '/opt/ml/input/data/code'}],
        $each($In.HyperParameters, function($v, $k) { {$k: $string($v)} })
      ))`),
      InputDataConfig: channels({ code: `'${codeUri}'`, train: "$Run.Data & '/train'" }),
      OutputDataConfig: { S3OutputPath: jsonata(modelUri) },
      ResourceConfig: { InstanceCount: 1, InstanceType: jsonata('$In.TrainingInstanceType'), VolumeSizeInGB: 20 },
      EnableManagedSpotTraining: jsonata('$In.UseSpotTraining'),
      CheckpointConfig: { S3Uri: jsonata("'s3://${BucketName}/checkpoints/' & $Run.Id") },
      EnableNetworkIsolation: isIsolated,
      StoppingCondition: jsonata(`$merge([
        {'MaxRuntimeInSeconds': $In.MaxRuntimeInSeconds},
        $In.UseSpotTraining ? {'MaxWaitTimeInSeconds': $In.MaxRuntimeInSeconds * 2}
      ])`),
      Tags: tags,
    },
    Retry: jobRetry,
    Catch: catchAs('Training', 'TrainFailed'),
    Assign: {
      TrainingJob: jsonata('$states.result.TrainingJobName'),
      ModelDataUrl: jsonata('$states.result.ModelArtifacts.S3ModelArtifacts'),
    },
    Next: 'Evaluate',
  }),

  ...onFailure('Train'),

  Evaluate: integrationTask(createProcessingJob, IntegrationPattern.RUN_JOB, {
    Arguments: {
      ProcessingJobName: attemptName('Evaluate'),
      RoleArn: '${SageMakerRoleArn}',
      AppSpecification: {
        ImageUri: '${ImageUri}',
        ContainerEntrypoint: ['python3', '/opt/ml/processing/input/code/evaluate.py'],
        ContainerArguments: ['--seed', jsonata('$string($In.Seed)')],
      },
      ProcessingResources: processingResources,
      ProcessingInputs: processingInputs({ code: `'${codeUri}'`, model: '$ModelDataUrl', test: "$Run.Data & '/test'" }),
      ProcessingOutputConfig: processingOutputs('/opt/ml/processing/output/evaluation', evaluationUri),
      NetworkConfig: { EnableNetworkIsolation: isIsolated },
      StoppingCondition: stoppingCondition,
      Tags: tags,
    },
    Retry: jobRetry,
    Catch: catchAs('Evaluation', 'EvaluateFailed'),
    Assign: { EvaluationJob: jsonata('$states.result.ProcessingJobName') },
    Next: 'QualityGate',
  }),

  ...onFailure('Evaluate'),
};
