/** What a member of the pipeline's input must be. Patterns hold in JavaScript and in JSONata alike. */
export type InputRule =
  | { readonly type: 'string'; readonly pattern: string; readonly be: string }
  | {
      readonly type: 'number';
      readonly minimum: number;
      readonly maximum: number;
      readonly integer: boolean;
      readonly be: string;
    }
  | { readonly type: 'boolean'; readonly be: string }
  | { readonly type: 'map'; readonly be: string };

const name: InputRule = { type: 'string', pattern: '[a-zA-Z0-9]', be: 'text with a letter or digit' };

const s3Uri: InputRule = {
  type: 'string',
  pattern: '^s3:\\/\\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\\/.{0,900})?$',
  be: 'an S3 URI such as s3://bucket/data.csv',
};

const instanceType: InputRule = {
  type: 'string',
  pattern: '^ml\\.[a-z0-9-]+\\.[a-z0-9]+$',
  be: 'an instance type such as ml.m5.large',
};

function number(minimum: number, maximum: number): InputRule {
  return { type: 'number', minimum, maximum, integer: false, be: `a number from ${minimum} to ${maximum}` };
}

function wholeNumber(minimum: number, maximum: number): InputRule {
  return { type: 'number', minimum, maximum, integer: true, be: `a whole number from ${minimum} to ${maximum}` };
}

/** The members that the input may have; all are optional, and null is the same as none. */
export const inputRules: Readonly<Record<string, InputRule>> = {
  PreprocessingJobName: name,
  TrainingJobName: name,
  ModelName: name,
  EndpointConfigName: name,
  EndpointName: {
    type: 'string',
    pattern: '^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$',
    be: '1 to 63 letters, digits and inner hyphens',
  },
  DatasetUri: s3Uri,
  TestDatasetUri: s3Uri,
  TargetColumn: { type: 'string', pattern: '^.{1,256}$', be: 'text of 1 to 256 characters' },
  HyperParameters: { type: 'map', be: 'an object of at most 99 texts, numbers and booleans' },
  ModelPerformanceThreshold: number(-1000, 1),
  Seed: wholeNumber(0, 4294967295),
  MaxRuntimeInSeconds: wholeNumber(60, 86400),
  TrainingInstanceType: instanceType,
  EndpointInstanceType: instanceType,
  UseSpotTraining: { type: 'boolean', be: 'true or false' },
};

/** What is said of a member that the input cannot have. */
export const UNKNOWN_MEMBER = 'is not known; check its spelling';

/** What is said of an input that is no object. */
export const NOT_AN_OBJECT = 'must be a JSON object; {} will do';

/** Members that may be there and mean nothing to the pipeline: Step Functions' own. */
export const IGNORED_MEMBERS = '^AWS_';

/** How many characters of a wrong value are quoted. */
export const QUOTED_CHARACTERS = 80;
