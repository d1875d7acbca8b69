/** What the state machines of the kill test call. */
export interface Surroundings {
  /** A machine of one short Wait: each of its executions is a mark that a state has run. */
  readonly marker: string;
  /** A machine that answers a task token. */
  readonly answer: string;
  readonly activity: string;
  readonly function: string;
  readonly topic: string;
  readonly roleArn: string;
  /** A directory in which functions and jobs leave traces. */
  readonly traces: string;
}

/** A kind of execution: its state machine, and which states every execution of it must enter, and how often. */
export interface Kind {
  readonly name: string;
  readonly states: object;
  readonly startAt: string;
  /** The input of an execution of this name, started now. */
  input(name: string, now: number): object;
  readonly entered: Readonly<Record<string, number>>;
  /** What ends it: `FAILED` kinds are redriven once by the test. */
  readonly redriven?: boolean;
}

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3';
const PATIENT = { ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 100 };

/** A Task that starts an execution which bears the state's name. */
function mark(state: string, resource: string, marker: string, more: object): object {
  return {
    Type: 'Task',
    Resource: `arn:aws:states:::${resource}`,
    Parameters: { StateMachineArn: marker, Input: { 'by.$': '$$.Execution.Name', state } },
    ResultPath: null,
    ...more,
  };
}

/** All kinds: together they use whatever can be in flight when a server dies. */
export function kinds({ marker, answer, activity, function: fn, topic, roleArn, traces }: Surroundings): readonly Kind[] {
  const items = { items: [1, 2, 3, 4] };
  return [
    {
      name: 'chain',
      startAt: 'S0',
      states: Object.fromEntries(
        Array.from({ length: 200 }, (_, i) => [
          `S${i}`,
          { Type: 'Pass', ...(i === 199 ? { End: true } : { Next: `S${i + 1}` }) },
        ]),
      ),
      input: () => ({}),
      entered: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`S${i}`, 1])),
    },
    {
      name: 'wait',
      startAt: 'Until',
      states: { Until: { Type: 'Wait', TimestampPath: '$.due', Next: 'Then' }, Then: { Type: 'Pass', End: true } },
      input: (_, now) => ({ due: new Date(now + 1200).toISOString() }),
      entered: { Until: 1, Then: 1 },
    },
    {
      name: 'retry',
      startAt: 'Try',
      states: {
        Try: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:sfn:describeActivity',
          Parameters: { ActivityArn: `${activity}-none` },
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 2 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Pass', End: true },
      },
      input: () => ({}),
      entered: { Try: 1, Caught: 1 },
    },
    {
      name: 'marks',
      startAt: 'First',
      states: {
        First: mark('First', 'aws-sdk:sfn:startExecution', marker, { Next: 'Job' }),
        Job: mark('Job', 'states:startExecution.sync:2', marker, { Next: 'Both' }),
        Both: {
          Type: 'Parallel',
          Branches: ['Left', 'Right'].map((name) => ({
            StartAt: name,
            States: { [name]: mark(name, 'aws-sdk:sfn:startExecution', marker, { End: true }) },
          })),
          ResultPath: null,
          Next: 'Each',
        },
        Each: {
          Type: 'Map',
          ItemsPath: '$.items',
          ItemProcessor: { StartAt: 'Item', States: { Item: mark('Item', 'aws-sdk:sfn:startExecution', marker, { End: true }) } },
          ResultPath: null,
          Next: 'Token',
        },
        Token: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.waitForTaskToken',
          Parameters: { StateMachineArn: answer, Input: { 'token.$': '$$.Task.Token' } },
          ResultPath: '$.answer',
          End: true,
        },
      },
      input: () => items,
      entered: { First: 1, Job: 1, Both: 1, Left: 1, Right: 1, Each: 1, Item: 4, Token: 1 },
    },
    {
      name: 'spread',
      startAt: 'Spread',
      states: {
        Spread: {
          Type: 'Map',
          Label: 'Spread',
          ItemsPath: '$.items',
          ItemSelector: { 'by.$': '$$.Execution.Name', 'item.$': '$$.Map.Item.Value' },
          MaxConcurrency: 2,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Child',
            States: {
              Child: mark('Child', 'states:startExecution.sync:2', marker, {
                Parameters: { StateMachineArn: marker, Input: { 'by.$': '$.by', state: 'Child' } },
                Next: 'Breath',
              }),
              Breath: { Type: 'Wait', Seconds: 0, End: true },
            },
          },
          End: true,
        },
      },
      input: () => items,
      entered: { Spread: 1 },
    },
    {
      name: 'activity',
      startAt: 'Work',
      states: {
        Work: { Type: 'Task', Resource: activity, TimeoutSeconds: 5, Retry: [PATIENT], Next: 'Done' },
        Done: { Type: 'Pass', End: true },
      },
      input: (name) => ({ name }),
      entered: { Work: 1, Done: 1 },
    },
    {
      name: 'calls',
      startAt: 'Function',
      states: {
        Function: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: fn, Payload: { 'name.$': '$$.Execution.Name' } },
          ResultSelector: { 'said.$': '$.Payload' },
          Next: 'Publish',
        },
        Publish: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sns:publish',
          Parameters: { TopicArn: topic, 'Message.$': '$$.Execution.Name' },
          ResultPath: null,
          End: true,
        },
      },
      input: () => ({}),
      entered: { Function: 1, Publish: 1 },
    },
    {
      name: 'job',
      startAt: 'Process',
      states: {
        Process: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sagemaker:createProcessingJob.sync',
          Parameters: {
            'ProcessingJobName.$': '$$.Execution.Name',
            RoleArn: roleArn,
            ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
            AppSpecification: {
              ImageUri: IMAGE,
              ContainerEntrypoint: ['sh', '-c', 'echo began >> "$TRACE"; sleep 0.3; echo ended >> "$TRACE"'],
            },
            Environment: { 'TRACE.$': `States.Format('${traces}/{}', $$.Execution.Name)` },
          },
          ResultSelector: { 'status.$': '$.ProcessingJobStatus' },
          End: true,
        },
      },
      input: () => ({}),
      entered: { Process: 1 },
    },
    {
      name: 'redrive',
      startAt: 'Before',
      states: {
        Before: { Type: 'Pass', Next: 'Needs' },
        Needs: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:sfn:describeActivity',
          Parameters: { 'ActivityArn.$': '$.needs' },
          Next: 'After',
        },
        After: { Type: 'Pass', End: true },
      },
      input: (name) => ({ needs: `${activity}-of-${name}` }),
      entered: { Before: 1, Needs: 1, After: 1 },
      redriven: true,
    },
  ];
}
