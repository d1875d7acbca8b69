import { createProcessingJob } from '../../integrations/create-processing-job.ts';
import { createTrainingJob } from '../../integrations/create-training-job.ts';
import { IntegrationPattern, integrationTask } from '../../integrations/integration.ts';
import { choice } from '../../language/choice.ts';
import { type JsonataExpression, jsonata } from '../../language/jsonata.ts';
import { wait } from '../../language/wait.ts';
import { catchAll, jobRetry } from './errors.ts';
import { attemptName } from './names.ts';

const codeUri = 's3://${BucketName}/${CodePrefix}/';

/** Inputs of a processing job, each found at `/opt/ml/processing/input/<name>`: names and the expressions of their URIs. */
function processingInputs(inputs: Readonly<Record<string, string>>): JsonataExpression {
  const entries = Object.entries(inputs).map(([name, uri]) => `'${name}': ${uri}`);
  return jsonata(`$each({${entries.join(', ')}}, function($uri, $name) {
    {'InputName': $name, 'S3Input': {
      'S3Uri': $uri, 'LocalPath': '/opt/ml/processing/input/' & $name, 'S3DataType': 'S3Prefix', 'S3InputMode': 'File'
    }}
  })`);
}

function processingOutput(name: string, uri: string) {
  return {
    OutputName: name,
    S3Output: { S3Uri: jsonata(uri), LocalPath: `/opt/ml/processing/output/${name}`, S3UploadMode: 'EndOfJob' },
  } as const;
}

const processingResources = {
  ClusterConfig: { InstanceCount: 1, InstanceType: jsonata('$Settings.ProcessingInstanceType'), VolumeSizeInGB: 20 },
} as const;

const stoppingCondition = { MaxRuntimeInSeconds: jsonata('$Settings.MaxRuntimeInSeconds') } as const;

const tags = jsonata('$Run.Tags');

const trainUri = "'s3://${BucketName}/processed-data/' & $Run.Id & '/train'";
const testUri = "'s3://${BucketName}/processed-data/' & $Run.Id & '/test'";
const modelUri = "'s3://${BucketName}/model-artifacts/' & $Run.Id";

function channel(name: string, uri: string) {
  return { ChannelName: name, DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: uri } } } as const;
}

/** The SageMaker jobs: preprocess, train, evaluate. A job that found no capacity is run again, under a new name. */
export const jobs = {
  Preprocess: integrationTask(createProcessingJob, IntegrationPattern.RUN_JOB, {
    Arguments: {
      ProcessingJobName: attemptName('Preprocess'),
      RoleArn: '${SageMakerRoleArn}',
      AppSpecification: {
        ImageUri: '${ImageUri}',
        ContainerEntrypoint: ['python3', '/opt/ml/processing/input/code/preprocess.py'],
        ContainerArguments: jsonata(`$append(
          ['--seed', $string($Settings.Seed), '--test-fraction', $string($Settings.TestFraction)],
          $Settings.TargetColumn ? ['--target', $Settings.TargetColumn] : []
        )`),
      },
      ProcessingResources: processingResources,
      // Without a test set, its URI is undefined, and so the input is not there.
      ProcessingInputs: processingInputs({
        code: `'${codeUri}'`,
        data: '$Settings.DatasetUri',
        test: '$Settings.TestDatasetUri',
      }),
      ProcessingOutputConfig: { Outputs: [processingOutput('train', trainUri), processingOutput('test', testUri)] },
      StoppingCondition: stoppingCondition,
      Tags: tags,
    },
    Retry: jobRetry,
    Catch: catchAll('Preprocess', 'JobFailed'),
    Assign: { PreprocessingJobName: jsonata('$states.result.ProcessingJobName') },
    Next: 'Train',
  }),

  Train: integrationTask(createTrainingJob, IntegrationPattern.RUN_JOB, {
    Arguments: {
      TrainingJobName: attemptName('Train'),
      RoleArn: '${SageMakerRoleArn}',
      AlgorithmSpecification: {
        TrainingImage: '${ImageUri}',
        TrainingInputMode: 'File',
        ContainerEntrypoint: ['python3', '/opt/ml/input/data/code/train.py'],
        MetricDefinitions: ['cv_r2', 'cv_mae', 'cv_rmse'].map((Name) => ({ Name, Regex: `${Name}=([-+0-9.e]+);` })),
      },
      HyperParameters: jsonata(`$merge($append(
        [{'seed': $string($Settings.Seed)}],
        $each($Settings.HyperParameters, function($v, $k) { {$k: $string($v)} })
      ))`),
      InputDataConfig: [channel('train', jsonata(trainUri)), channel('code', codeUri)],
      OutputDataConfig: { S3OutputPath: jsonata(modelUri) },
      ResourceConfig: { InstanceCount: 1, InstanceType: jsonata('$Settings.TrainingInstanceType'), VolumeSizeInGB: 20 },
      EnableManagedSpotTraining: jsonata('$Settings.UseSpotTraining'),
      CheckpointConfig: { S3Uri: jsonata(`${modelUri} & '/checkpoints'`) },
      StoppingCondition: jsonata(`$merge([
        {'MaxRuntimeInSeconds': $Settings.MaxRuntimeInSeconds},
        $Settings.UseSpotTraining ? {'MaxWaitTimeInSeconds': $Settings.MaxRuntimeInSeconds * 2} : {}
      ])`),
      Tags: tags,
    },
    Retry: jobRetry,
    Catch: catchAll('Train', 'JobFailed'),
    Assign: {
      TrainingJobName: jsonata('$states.result.TrainingJobName'),
      ModelDataUrl: jsonata('$states.result.ModelArtifacts.S3ModelArtifacts'),
    },
    Next: 'Evaluate',
  }),

  Evaluate: integrationTask(createProcessingJob, IntegrationPattern.RUN_JOB, {
    Arguments: {
      ProcessingJobName: attemptName('Evaluate'),
      RoleArn: '${SageMakerRoleArn}',
      AppSpecification: {
        ImageUri: '${ImageUri}',
        ContainerEntrypoint: ['python3', '/opt/ml/processing/input/code/evaluate.py'],
        ContainerArguments: ['--seed', jsonata('$string($Settings.Seed)')],
      },
      ProcessingResources: processingResources,
      ProcessingInputs: processingInputs({ code: `'${codeUri}'`, model: '$ModelDataUrl', test: testUri }),
      ProcessingOutputConfig: { Outputs: [processingOutput('evaluation', "'s3://${BucketName}/evaluation/' & $Run.Id")] },
      StoppingCondition: stoppingCondition,
      Tags: tags,
    },
    Retry: jobRetry,
    Catch: catchAll('Evaluate', 'JobFailed'),
    Assign: { EvaluationJobName: jsonata('$states.result.ProcessingJobName') },
    Next: 'QualityGate',
  }),

  /** A job that found no instance, or met a fault inside SageMaker, is worth another try; one whose script failed is not. */
  JobFailed: choice({
    Choices: [
      {
        Condition: jsonata("$Rerun < 3 and $contains('' & $states.input.Cause, /CapacityError|InternalServerError/)"),
        Next: 'WaitForCapacity',
      },
    ],
    Default: 'ExplainFailure',
  }),

  WaitForCapacity: wait({
    Seconds: jsonata('1 + $floor($random() * 60 * $power(2, $Rerun))'),
    Assign: { Rerun: jsonata('$Rerun + 1') },
    Next: 'RunJobAgain',
  }),

  RunJobAgain: choice({
    Choices: [
      { Condition: jsonata("$Step = 'Preprocess'"), Next: 'Preprocess' },
      { Condition: jsonata("$Step = 'Train'"), Next: 'Train' },
    ],
    Default: 'Evaluate',
  }),
} as const;
