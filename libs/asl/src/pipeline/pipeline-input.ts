import { IGNORED_MEMBERS, inputRules, NOT_AN_OBJECT, QUOTED_CHARACTERS, UNKNOWN_MEMBER } from './input-rules.ts';

/**
 * The input of an execution of the pipeline. Every member is optional; null is the same as none.
 *
 * Names of jobs, models and configurations are beginnings: they are cut and cleaned to what SageMaker takes, and get an ending of their
 * own for each attempt, so that no name is used twice. The endpoint's name is taken as it is.
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
  /** An S3 prefix or object with the data: CSV with a header. @default - the bucket's `raw-data/`; a sample if that has no CSV */
  readonly DatasetUri?: string | null;
  /** Data to judge the model on. @default - a part of the data, chosen by the seed */
  readonly TestDatasetUri?: string | null;
  /** The column to predict. @default - the last */
  readonly TargetColumn?: string | null;
  /** For the training script, for example `{ "model": "gradient_boosting" }`. @default - chosen by cross-validation */
  readonly HyperParameters?: Readonly<Record<string, string | number | boolean>> | null;
  /** The R² on unseen data that the model must reach. @default - the stack's `ModelPerformanceThreshold` */
  readonly ModelPerformanceThreshold?: number | null;
  /** Makes a run repeatable. @default 42 */
  readonly Seed?: number | null;
  /** How long each job may run, in seconds. @default 3600 */
  readonly MaxRuntimeInSeconds?: number | null;
  /** @default - the stack's */
  readonly TrainingInstanceType?: string | null;
  /** @default - the stack's */
  readonly EndpointInstanceType?: string | null;
  /** Trains on spare capacity, for less money and with more patience. @default false */
  readonly UseSpotTraining?: boolean | null;
}

/** The members that an input may have, in the order of {@link PipelineInput}. */
export const pipelineInputMembers: readonly (keyof PipelineInput)[] = Object.keys(inputRules) as (keyof PipelineInput)[];

/** What is wrong in an input, and where. */
export interface InputIssue {
  /** The member, or `$` for the whole input. */
  readonly path: string;
  /** What would be right, and what was there. */
  readonly message: string;
}

/**
 * Checks an input by the same rules as the pipeline's own first state, in the same words.
 *
 * @returns every issue, in the order of the members; none when the pipeline will accept the input
 */
export function validatePipelineInput(input: unknown): readonly InputIssue[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return [{ path: '$', message: NOT_AN_OBJECT }];
  return Object.entries(input).flatMap(([path, value]: [string, unknown]): InputIssue[] => {
    if (value === null || value === undefined || new RegExp(IGNORED_MEMBERS).test(path)) return [];
    const rule = Object.hasOwn(inputRules, path) ? inputRules[path] : undefined;
    if (rule === undefined) return [{ path, message: UNKNOWN_MEMBER }];
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
    if (new RegExp(rule.pattern).test(`${typeOf(value)}:${text}`)) return [];
    return [{ path, message: `must be ${rule.be}, was ${text.slice(0, QUOTED_CHARACTERS)}` }];
  });
}

/** The type by the names that JSONata has for them. */
function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
