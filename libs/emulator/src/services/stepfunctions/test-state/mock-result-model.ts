import { readFileSync } from 'node:fs';
import type { Shape, ShapeReference } from '../../../core/api-model.ts';
import { apiModel, shapeOf } from '../../../core/api-model.ts';
import type { ServiceId } from '../../../core/service.ts';
import { pascalCase } from '../integrations/request-shape.ts';
import { OPTIMIZED_SERVICES, SDK_SERVICES } from '../integrations/sdk-service.ts';

/** The output of an operation, with the shapes that it refers to. */
export interface OutputModel {
  readonly output: ShapeReference;
  readonly shapes: Readonly<Record<string, Shape>>;
}

type MockResults = Readonly<
  Record<
    string,
    {
      readonly operations: Readonly<Record<string, { readonly output: ShapeReference }>>;
      readonly shapes: Readonly<Record<string, Shape>>;
    }
  >
>;

let mockResults: MockResults | undefined;

/** Outputs of operations that are not served; read at the first use. */
function unserved(): MockResults {
  mockResults ??= JSON.parse(
    readFileSync(new URL('../../../../models/mock-results.json', import.meta.url), 'utf8'),
  ) as MockResults;
  return mockResults;
}

/** Optimised integrations by the names of their services in AWS SDK integrations, where they differ. */
const SDK_NAMES: Readonly<Record<string, string>> = {
  bedrock: 'bedrockruntime',
  elasticmapreduce: 'emr',
  'emr-containers': 'emrcontainers',
  'emr-serverless': 'emrserverless',
  events: 'eventbridge',
  states: 'sfn',
};

/** Output of `.sync` integrations: the description of the finished job. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'batch:submitJob': 'DescribeJobs',
  'codebuild:startBuild': 'BatchGetBuilds',
  'ecs:runTask': 'DescribeTasks',
  'glue:startJobRun': 'GetJobRun',
  'sagemaker:createProcessingJob': 'DescribeProcessingJob',
  'sagemaker:createTrainingJob': 'DescribeTrainingJob',
  'sagemaker:createTransformJob': 'DescribeTransformJob',
  'states:startExecution': 'DescribeExecution',
};

/** Limits that TestState was recorded to hold results to and that the API model has widened since: the memory of a function. */
const RECORDED: Readonly<Partial<Record<ServiceId, Readonly<Record<string, Partial<Shape>>>>>> = {
  lambda: { MemorySize: { max: 10_240 } },
};

function recordedShapes(service: ServiceId, shapes: OutputModel['shapes']): OutputModel['shapes'] {
  const recorded = Object.entries(RECORDED[service] ?? {}).map(([name, limits]) => [
    name,
    { ...shapeOf({ shapes }, name), ...limits },
  ]);
  return { ...shapes, ...Object.fromEntries(recorded) };
}

/**
 * Shape of a task's result by the API model, as far as it is known; tasks that end with a token may return anything.
 *
 * @param resource `arn:aws:states:::…`
 */
export function resultModelOf(resource: string): OutputModel | undefined {
  const match = /^arn:aws[\w-]*:states:[\w-]*:\d*:(?:aws-sdk:)?([\w-]+):(\w+)(\.sync(?::2)?)?$/.exec(resource);
  if (match === null) return undefined;
  const [, service = '', action = '', sync] = match;
  const operation = sync === undefined ? pascalCase(action) : DESCRIPTIONS[`${service}:${action}`];
  if (operation === undefined) return undefined;
  const name = SDK_NAMES[service] ?? service;
  const served = (SDK_SERVICES[name] ?? OPTIMIZED_SERVICES[service])?.id;
  if (served !== undefined) {
    const { operations, shapes } = apiModel(served);
    const output = operations[operation]?.output;
    if (output !== undefined) return { output, shapes: recordedShapes(served, shapes) };
  }
  const { operations, shapes } = unserved()[name] ?? { operations: {}, shapes: {} };
  const output = operations[operation]?.output;
  return output === undefined ? undefined : { output, shapes };
}
