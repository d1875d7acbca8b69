/**
 * What a member of the pipeline's input must be: a pattern for its type and text together, such as `number:0.7`, which holds in JavaScript
 * and in JSONata alike, and the same in words.
 */
export interface InputRule {
  readonly pattern: string;
  readonly be: string;
}

const name: InputRule = { pattern: '^string:.*[a-zA-Z0-9]', be: 'text with a letter or digit' };

const s3Uri: InputRule = {
  pattern: '^string:s3:\\/\\/[a-z0-9.-]{3,63}(\\/.{0,900})?$',
  be: 'an S3 URI such as s3://bucket/data.csv',
};

const instanceType: InputRule = { pattern: '^string:ml\\.[a-z0-9-]+\\.[a-z0-9]+$', be: 'an instance type such as ml.m5.large' };

/** The members that the input may have; all are optional, and null is the same as none. */
export const inputRules: Readonly<Record<string, InputRule>> = {
  PreprocessingJobName: name,
  TrainingJobName: name,
  ModelName: name,
  EndpointConfigName: name,
  EndpointName: { pattern: '^string:[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$', be: '1 to 63 letters, digits and inner hyphens' },
  DatasetUri: s3Uri,
  TestDatasetUri: s3Uri,
  TargetColumn: { pattern: '^string:.{1,256}$', be: 'text of 1 to 256 characters' },
  HyperParameters: {
    // Texts may hold anything that JSON writes; values that are arrays, objects or null do not fit.
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

/** What is said of a member that the input cannot have. */
export const UNKNOWN_MEMBER = 'is not known; check its spelling';

/** What is said of an input that is no object. */
export const NOT_AN_OBJECT = 'must be a JSON object; {} will do';

/** Members that may be there and mean nothing to the pipeline: Step Functions' own. */
export const IGNORED_MEMBERS = '^AWS_';

/** How many characters of a wrong value are quoted. */
export const QUOTED_CHARACTERS = 80;
