import { type InputRule, type InputRules, instanceType, s3Uri, sageMakerName } from './input-rules.ts';
import { type InputIssue, validateInput } from './validate-input.ts';

/**
 * The input of an execution of the pipeline. Every member is optional; null is the same as none.
 *
 * Names of jobs, models and configurations are beginnings: they are cut and cleaned to what SageMaker takes, and get a generated
 * ending for each attempt, so that no name is used twice. The endpoint's name is taken as it is.
 */
export interface PipelineInput {
  /** The beginning of the processing job's name. @default `preprocess` */
  readonly PreprocessingJobName?: string | null;
  /** The beginning of the training job's name, and of the evaluation job's. @default `train` */
  readonly TrainingJobName?: string | null;
  /** The beginning of the model's name. @default `model` */
  readonly ModelName?: string | null;
  /** The beginning of the endpoint configuration's name. @default `config` */
  readonly EndpointConfigName?: string | null;
  /** The endpoint to create, or to update if there is one of this name. @default - the stack's one endpoint */
  readonly EndpointName?: string | null;
  /** An S3 prefix or object with the data: CSV with a header; in the stack's bucket or one of its `DataArns`. @default - the bucket's `raw-data/`; a sample if that has no CSV */
  readonly DatasetUri?: string | null;
  /** Data to judge the model on. @default - a part of the data, chosen by the seed */
  readonly TestDatasetUri?: string | null;
  /** The column to predict. @default - the last */
  readonly TargetColumn?: string | null;
  /** Hyperparameters of the training script, for example `{ "model": "gradient_boosting" }`. @default - chosen by cross-validation */
  readonly HyperParameters?: Readonly<Record<string, string | number | boolean>> | null;
  /** The R² on unseen data that the model must reach. @default - the stack's `ModelPerformanceThreshold` */
  readonly ModelPerformanceThreshold?: number | null;
  /** Makes a run repeatable. @default 42 */
  readonly Seed?: number | null;
  /** Maximum duration of each job, in seconds. @default 3600 */
  readonly MaxRuntimeInSeconds?: number | null;
  /** @default - the stack's */
  readonly TrainingInstanceType?: string | null;
  /** @default - the stack's */
  readonly EndpointInstanceType?: string | null;
  /** Trains on spare capacity, for less money and with more patience. @default false */
  readonly UseSpotTraining?: boolean | null;
}

const nameStart: InputRule = { pattern: '^string:.*[a-zA-Z0-9]', be: 'text with a letter or digit' };

/** Data in a bucket of which jobs may read objects. */
const dataUri: InputRule = {
  ...s3Uri,
  machineCheck: {
    condition: "$contains('${DataArns}', ':' & $split($t, '/')[2] & '/')",
    message: 'must be in a bucket of DataArns',
  },
};

/** The rules of the input's members; all members are optional. */
export const pipelineInputRules: InputRules = {
  PreprocessingJobName: nameStart,
  TrainingJobName: nameStart,
  ModelName: nameStart,
  EndpointConfigName: nameStart,
  EndpointName: sageMakerName,
  DatasetUri: dataUri,
  TestDatasetUri: dataUri,
  TargetColumn: { pattern: '^string:.{1,256}$', be: 'text of 1 to 256 characters' },
  HyperParameters: {
    // Texts may hold anything that JSON can write; values that are arrays, objects or null do not match.
    pattern: '^object:\\{("(\\\\.|[^\\\\"])*":("(\\\\.|[^\\\\"])*"|-?[0-9][-+.0-9e]*|true|false),?){0,99}\\}$',
    be: 'an object of at most 99 texts, numbers and booleans',
  },
  ModelPerformanceThreshold: { pattern: '^number:(-|0|1$|.*e-)', be: 'a number up to 1' },
  Seed: { pattern: '^number:[0-9]{1,9}$', be: 'a whole number from 0 to 999999999' },
  MaxRuntimeInSeconds: { pattern: '^number:([6-9][0-9]|[0-9]{3,5})$', be: 'a whole number from 60 to 99999' },
  TrainingInstanceType: instanceType,
  EndpointInstanceType: instanceType,
  UseSpotTraining: { pattern: '^boolean', be: 'true or false' },
};

/** The members that an input may have, in the order of {@link PipelineInput}. */
export const pipelineInputMembers: readonly (keyof PipelineInput)[] = Object.keys(pipelineInputRules) as (keyof PipelineInput)[];

/**
 * Checks an input by the same rules as the pipeline's own first state, with the same messages.
 *
 * @returns every issue, in the order of the members; none where the pipeline accepts the input
 */
export function validatePipelineInput(input: unknown): readonly InputIssue[] {
  return validateInput(pipelineInputRules, input);
}
