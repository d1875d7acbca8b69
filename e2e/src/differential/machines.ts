/** A small machine whose executions are compared between engines. */
export interface ComparedMachine {
  readonly name: string;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly input: Readonly<Record<string, unknown>>;
  /** Why `aws-local-stepfunctions` cannot run it; undefined where it can. */
  readonly notOnAwsLocal?: string;
}

const NO_JSONATA = 'it has no JSONata';
const NO_SERVICES = 'it calls no services but Lambda';

/** Features of the pipeline's machine, one each, without SageMaker's jobs. */
export const MACHINES: readonly ComparedMachine[] = [
  {
    name: 'paths-and-choices',
    input: { rows: [3, 1, 2], limit: 5 },
    definition: {
      StartAt: 'Shape',
      States: {
        Shape: {
          Type: 'Pass',
          Parameters: { 'count.$': 'States.ArrayLength($.rows)', 'first.$': '$.rows[0]', 'limit.$': '$.limit' },
          ResultPath: '$.shaped',
          Next: 'IsSmall',
        },
        IsSmall: {
          Type: 'Choice',
          Choices: [{ Variable: '$.shaped.count', NumericLessThanPath: '$.limit', Next: 'Small' }],
          Default: 'Large',
        },
        Small: { Type: 'Pass', Result: 'small', ResultPath: '$.size', Next: 'End' },
        Large: { Type: 'Fail', Error: 'TooLarge', Cause: 'There are too many rows' },
        End: { Type: 'Succeed', OutputPath: '$.size' },
      },
    },
  },
  {
    name: 'fail-with-paths',
    input: { why: { error: 'NoHouse', cause: 'The moon is in none' } },
    definition: { StartAt: 'Fail', States: { Fail: { Type: 'Fail', ErrorPath: '$.why.error', CausePath: '$.why.cause' } } },
  },
  {
    name: 'map-of-rows',
    input: { rows: [1, 2, 3] },
    definition: {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          ItemsPath: '$.rows',
          MaxConcurrency: 1,
          ItemSelector: { 'row.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index' },
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: 'Add',
            States: { Add: { Type: 'Pass', Parameters: { 'sum.$': 'States.MathAdd($.row, $.index)' }, End: true } },
          },
          End: true,
        },
      },
    },
  },
  {
    name: 'a-branch-that-fails-and-is-caught',
    input: {},
    definition: {
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'Badly', States: { Badly: { Type: 'Fail', Error: 'Badly', Cause: 'on purpose' } } }],
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.caught', Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Pass', OutputPath: '$.caught.Error', End: true },
      },
    },
  },
  {
    name: 'variables-and-jsonata',
    input: { instances: [4, 5, 6] },
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Keep',
      States: {
        Keep: {
          Type: 'Pass',
          Assign: {
            Sum: '{% $sum($states.input.instances) %}',
            Words: "{% $join($map($states.input.instances, $string), '-') %}",
          },
          Next: 'Judge',
        },
        Judge: {
          Type: 'Choice',
          Choices: [{ Condition: '{% $Sum > 10 %}', Assign: { Verdict: 'APPROVED' }, Next: 'Report' }],
          Default: 'Refuse',
        },
        Report: { Type: 'Succeed', Output: "{% {'Verdict': $Verdict, 'Words': $Words} %}" },
        Refuse: { Type: 'Fail', Error: 'QualityGateFailed', Cause: "{% 'the sum is ' & $Sum %}" },
      },
    },
    notOnAwsLocal: NO_JSONATA,
  },
  {
    name: 'jsonata-that-fails',
    input: {},
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Wrong',
      States: { Wrong: { Type: 'Pass', Output: '{% $number("no number") %}', End: true } },
    },
    notOnAwsLocal: NO_JSONATA,
  },
  {
    name: 'a-refused-call-that-is-retried-and-caught',
    input: {},
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Look',
      States: {
        Look: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:s3:getObject',
          Arguments: { Bucket: 'there-is-no-such-bucket-anywhere', Key: 'a' },
          Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 1 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
      },
    },
    notOnAwsLocal: NO_SERVICES,
  },
  {
    name: 'an-endpoint-that-is-not-there',
    input: {},
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Look',
      States: {
        Look: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:sagemaker:describeEndpoint',
          Arguments: { EndpointName: 'there-is-none' },
          End: true,
        },
      },
    },
    notOnAwsLocal: NO_SERVICES,
  },
  {
    name: 'a-job-with-a-wrong-name',
    input: {},
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Train',
      States: {
        Train: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
          Arguments: {
            TrainingJobName: 'no_underscores',
            RoleArn: 'arn:aws:iam::000000000000:role/none',
            AlgorithmSpecification: { TrainingInputMode: 'File', TrainingImage: 'image' },
            OutputDataConfig: { S3OutputPath: 's3://there-is-none/' },
            ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 },
            StoppingCondition: { MaxRuntimeInSeconds: 60 },
          },
          End: true,
        },
      },
    },
    notOnAwsLocal: NO_SERVICES,
  },
  {
    name: 'how-often-it-was-redriven',
    input: {},
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Report',
      States: { Report: { Type: 'Succeed', Output: '{% $string($states.context.Execution.RedriveCount) %}' } },
    },
    notOnAwsLocal: NO_JSONATA,
  },
  {
    name: 'an-endpoint-that-does-not-serve',
    input: {},
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:sagemakerruntime:invokeEndpoint',
          Arguments: { EndpointName: 'there-is-none', ContentType: 'application/json', Body: { instances: [[1]] } },
          End: true,
        },
      },
    },
    notOnAwsLocal: NO_SERVICES,
  },
];
