import { until } from '@stepmaker/testing';
import type { Emulator } from '../../src/index.ts';
import type { Described } from '../stepfunctions/test-machines.ts';
import type { VirtualClock } from '../test-emulator.ts';

const HOUR = 3_600_000;

/** The stack of a fixture. */
export const STACK_NAME = 'sample';

/** The object in the stack's bucket. */
export const SAMPLE_OBJECT = { Bucket: 'sample-bucket', Key: 'data/numbers.csv', Body: 'a,b\n1,2\n' } as const;

/** When the server of a fixture stopped, epoch milliseconds: {@link SampleAccount.fill} moves the clock of 2026-01-01 as far. */
export const SAMPLE_END: number = Date.UTC(2026, 0, 1) + 2 * HOUR + 80_000;

/** Executions of a fixture by name; the first two have ended. */
export const SAMPLE_EXECUTIONS = ['succeeded', 'failed', 'in-map', 'in-task', 'in-wait'] as const;
export type SampleExecution = (typeof SAMPLE_EXECUTIONS)[number];

const STATES = {
  Greet: { Type: 'Pass', Result: 'hello', ResultPath: '$.greeting', Next: 'Hold' },
  Hold: { Type: 'Wait', Seconds: HOUR / 1000, Next: 'Ask' },
  Ask: {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Parameters: {
      QueueUrl: '${QueueUrl}',
      MessageBody: { 'Token.$': '$$.Task.Token', 'Execution.$': '$$.Execution.Name', 'Random.$': 'States.UUID()' },
    },
    ResultPath: '$.answer',
    Catch: [{ ErrorEquals: ['Refused'], ResultPath: '$.refusal', Next: 'Give up' }],
    Next: 'Each',
  },
  'Give up': { Type: 'Fail', ErrorPath: '$.refusal.Error', CausePath: '$.refusal.Cause' },
  Each: {
    Type: 'Map',
    ItemsPath: '$.items',
    Label: 'Items',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Rest',
      States: {
        Rest: { Type: 'Wait', Seconds: 60, Next: 'Double' },
        Double: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input * 2 %}', End: true },
      },
    },
    ResultPath: '$.doubled',
    End: true,
  },
};

const TEMPLATE = {
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: SAMPLE_OBJECT.Bucket } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'sample-queue', VisibilityTimeout: 0 } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'sample-topic' } },
    LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/sample' } },
    Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/sample', Type: 'String', Value: 'kept' } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'sample-role',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'all',
            PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
          },
        ],
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'sample-machine',
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Definition: { StartAt: 'Greet', States: STATES },
        DefinitionSubstitutions: { QueueUrl: { Ref: 'Queue' } },
      },
    },
  },
};

/** An embedded AWS whose stack, object, message, log event, metric and executions make a fixture. */
export class SampleAccount {
  readonly #emulator: Emulator;
  readonly #clock: VirtualClock;

  constructor(emulator: Emulator, clock: VirtualClock) {
    this.#emulator = emulator;
    this.#clock = clock;
  }

  call<Output = Record<string, unknown>>(
    service: Parameters<Emulator['aws']['call']>[0],
    operation: string,
    input: object,
  ): Promise<Output> {
    return this.#emulator.aws.call<Output>(service, operation, input, { caller: this.#emulator.rootCaller });
  }

  executionArn(name: SampleExecution): string {
    return `arn:aws:states:us-east-1:000000000000:execution:sample-machine:${name}`;
  }

  /** Fills an empty data directory. Leaves one execution in each of a Distributed Map, a task with a token and a Wait. */
  async fill(): Promise<void> {
    const stack = { StackName: STACK_NAME, TemplateBody: JSON.stringify(TEMPLATE), Capabilities: ['CAPABILITY_NAMED_IAM'] };
    await this.call('cloudformation', 'CreateStack', stack);
    await until(async () => {
      const { Stacks } = await this.call<{ Stacks: { StackStatus: string }[] }>('cloudformation', 'DescribeStacks', {
        StackName: STACK_NAME,
      });
      return Stacks[0]?.StackStatus === 'CREATE_COMPLETE' || undefined;
    });
    await this.call('s3', 'PutObject', { ...SAMPLE_OBJECT, Body: Buffer.from(SAMPLE_OBJECT.Body) });
    await this.call('logs', 'CreateLogStream', { logGroupName: '/sample', logStreamName: 'one' });
    const logEvents = [{ timestamp: this.#clock.now(), message: 'kept' }];
    await this.call('logs', 'PutLogEvents', { logGroupName: '/sample', logStreamName: 'one', logEvents });
    const MetricData = [{ MetricName: 'Kept', Value: 1, Timestamp: new Date(this.#clock.now()) }];
    await this.call('cloudwatch', 'PutMetricData', { Namespace: 'Sample', MetricData });
    await this.start('succeeded');
    await this.start('failed');
    await this.#clock.advance(HOUR);
    await this.answer('succeeded');
    await this.answer('failed', { error: 'Refused', cause: 'the sample says no' });
    await this.ended('failed');
    await this.#reached('succeeded', 'MapRunStarted');
    await this.#clock.advance(60_000);
    await this.ended('succeeded');
    await this.start('in-map');
    await this.#clock.advance(10_000);
    await this.start('in-task');
    await this.#clock.advance(HOUR - 10_000);
    await this.answer('in-map');
    await this.#reached('in-map', 'MapRunStarted');
    await this.#clock.advance(10_000);
    await this.#reached('in-task', 'TaskSubmitted');
    await this.start('in-wait');
    await this.#clock.advance(10_000);
    await this.call('sqs', 'SendMessage', { QueueUrl: await this.#queueUrl(), MessageBody: 'kept' });
  }

  async start(name: SampleExecution): Promise<void> {
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:sample-machine';
    await this.call('stepfunctions', 'StartExecution', { stateMachineArn, name, input: '{"items":[1,2,3]}' });
    await this.#clock.advance(0);
  }

  /** Sends the token of an execution's task back, which its message in the queue carries. */
  async answer(name: SampleExecution, refusal?: { readonly error: string; readonly cause: string }): Promise<void> {
    const taskToken = await until(() => this.#token(name));
    if (refusal === undefined) await this.call('stepfunctions', 'SendTaskSuccess', { taskToken, output: '"yes"' });
    else await this.call('stepfunctions', 'SendTaskFailure', { taskToken, ...refusal });
    await this.#clock.advance(0);
  }

  /** The execution once it has ended; the clock stands still meanwhile. */
  ended(name: SampleExecution): Promise<Described> {
    return until(async () => {
      const execution = await this.#described(name);
      return execution.status === 'RUNNING' ? undefined : execution;
    });
  }

  /** Moves the clock on, a minute at a time, until the execution has ended. */
  async finished(name: SampleExecution): Promise<Described> {
    for (;;) {
      const execution = await this.#described(name);
      if (execution.status !== 'RUNNING') return execution;
      await this.#clock.advance(60_000);
    }
  }

  async history(name: SampleExecution): Promise<{ readonly id: number; readonly type: string }[]> {
    const { events } = await this.call<{ events: { id: number; type: string }[] }>('stepfunctions', 'GetExecutionHistory', {
      executionArn: this.executionArn(name),
    });
    return events;
  }

  /** Returns once an event of this type is in the execution's history. */
  async #reached(name: SampleExecution, type: string): Promise<void> {
    await until(async () => (await this.history(name)).some((event) => event.type === type) || undefined);
  }

  #described(name: SampleExecution): Promise<Described> {
    return this.call<Described>('stepfunctions', 'DescribeExecution', { executionArn: this.executionArn(name) });
  }

  async #token(name: SampleExecution): Promise<string | undefined> {
    const { Messages = [] } = await this.call<{ Messages?: { Body: string; ReceiptHandle: string }[] }>('sqs', 'ReceiveMessage', {
      QueueUrl: await this.#queueUrl(),
      MaxNumberOfMessages: 10,
    });
    for (const { Body, ReceiptHandle } of Messages.filter((message) => message.Body.startsWith('{'))) {
      const { Token, Execution } = JSON.parse(Body) as { Token: string; Execution: string };
      if (Execution !== name) continue;
      await this.call('sqs', 'DeleteMessage', { QueueUrl: await this.#queueUrl(), ReceiptHandle });
      return Token;
    }
    return undefined;
  }

  async #queueUrl(): Promise<string> {
    return (await this.call<{ QueueUrl: string }>('sqs', 'GetQueueUrl', { QueueName: 'sample-queue' })).QueueUrl;
  }
}
