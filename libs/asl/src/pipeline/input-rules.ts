/** What a member of the pipeline's input must be. Patterns hold in JavaScript and in JSONata alike. */
export type InputRule =
  | { readonly type: 'string'; readonly pattern: string; readonly must: string }
  | {
      readonly type: 'number';
      readonly minimum: number;
      readonly maximum: number;
      readonly integer: boolean;
      readonly must: string;
    }
  | { readonly type: 'boolean'; readonly must: string }
  | { readonly type: 'map'; readonly must: string };

const jobName: InputRule = { type: 'string', pattern: '[a-zA-Z0-9]', must: 'must be text with a letter or digit' };

const s3Uri: InputRule = {
  type: 'string',
  pattern: '^s3:\\/\\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\\/.{0,900})?$',
  must: 'must be an S3 URI such as s3://bucket/houses.csv',
};

const instanceType: InputRule = {
  type: 'string',
  pattern: '^ml\\.[a-z0-9-]+\\.[a-z0-9]+$',
  must: 'must be an instance type such as ml.m5.large',
};

/** The members that the input may have; all are optional, and null is the same as none. */
export const inputRules = {
  PreprocessingJobName: jobName,
  TrainingJobName: jobName,
  EvaluationJobName: jobName,
  ModelName: jobName,
  EndpointConfigName: jobName,
  EndpointName: {
    type: 'string',
    pattern: '^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$',
    must: 'must be 1 to 63 letters, digits and inner hyphens',
  },
  DatasetUri: s3Uri,
  TestDatasetUri: s3Uri,
  TargetColumn: { type: 'string', pattern: '^.{1,256}$', must: 'must be a column name of at most 256 characters' },
  HyperParameters: {
    type: 'map',
    must: 'must be an object of at most 99 texts, numbers or booleans of at most 2500 characters',
  },
  ModelPerformanceThreshold: { type: 'number', minimum: -1e9, maximum: 1, integer: false, must: 'must be a number of at most 1' },
  TestFraction: { type: 'number', minimum: 0.05, maximum: 0.5, integer: false, must: 'must be a number from 0.05 to 0.5' },
  Seed: { type: 'number', minimum: 0, maximum: 4294967295, integer: true, must: 'must be a whole number from 0 to 4294967295' },
  MaxRuntimeInSeconds: {
    type: 'number',
    minimum: 60,
    maximum: 86400,
    integer: true,
    must: 'must be a whole number from 60 to 86400',
  },
  ProcessingInstanceType: instanceType,
  TrainingInstanceType: instanceType,
  EndpointInstanceType: instanceType,
  UseSpotTraining: { type: 'boolean', must: 'must be true or false' },
} as const satisfies Readonly<Record<string, InputRule>>;

/** What is said of a member that the input cannot have. */
export const UNKNOWN_MEMBER = 'is not a member of the input; check its spelling';

/** What is said of an input that is no object. */
export const NOT_AN_OBJECT = 'must be a JSON object; {} will do';

/** Members that may be there and mean nothing to the pipeline: Step Functions' own, and a comment. */
export const IGNORED_MEMBERS = '^(AWS_|Comment$)';

/** How much of a wrong value is quoted. */
export const QUOTED_CHARACTERS = 80;
