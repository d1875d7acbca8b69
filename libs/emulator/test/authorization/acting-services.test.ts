import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, GuardedAccount, policy, trust } from './guarded-account.ts';

const ACCOUNT = '000000000000';

interface Execution {
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
}

describe('a state machine with a role', () => {
  let account: GuardedAccount;
  let sfn: SFNClient;
  let machines = 0;

  beforeAll(async () => {
    account = await GuardedAccount.open();
    sfn = new SFNClient(account.client);
    await account.root('sns', 'CreateTopic', { Name: 'topic' });
    await account.root('s3', 'CreateBucket', { Bucket: 'data' });
    await account.root('logs', 'CreateLogGroup', { logGroupName: '/aws/vendedlogs/m' });
    await account.root('iam', 'CreateRole', { RoleName: 'bystander', AssumeRolePolicyDocument: trust('states.amazonaws.com') });
  });
  afterAll(() => account[Symbol.asyncDispose]());

  const create = async (states: object, roleArn: string, more: object = {}): Promise<string> => {
    machines += 1;
    const definition = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
    const input = { name: `machine-${machines}`, definition, roleArn, ...more };
    const { stateMachineArn = '' } = await sfn.send(new CreateStateMachineCommand(input));
    return stateMachineArn;
  };
  const run = async (stateMachineArn: string): Promise<Execution> => {
    const { executionArn } = await account.root<{ executionArn: string }>('stepfunctions', 'StartExecution', { stateMachineArn });
    return until(
      () => account.root<Execution>('stepfunctions', 'DescribeExecution', { executionArn }),
      ({ status }) => status !== 'RUNNING',
      { pauseMillis: 1 },
    );
  };
  const roleOf = (name: string, ...statements: Parameters<GuardedAccount['role']>[1]): Promise<string> =>
    account.role(name, statements, ['states.amazonaws.com']);

  const SYNC = {
    Train: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
      Parameters: { TrainingJobName: 'j' },
      End: true,
    },
  };
  const RULE = `arn:aws:events:us-east-1:${ACCOUNT}:rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule`;

  it.each(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'])(
    'is refused where a task waits for a job and the role may not %s',
    async (missing) => {
      const others = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'].filter((action) => action !== missing);
      const roleArn = await roleOf(`without-${missing.slice(7)}`, allow(others, RULE));

      await expect(create(SYNC, roleArn)).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: `'${roleArn}' is not authorized to create managed-rule.`,
      });
    },
  );

  it('is taken where the role may keep the managed rule, and may be updated only to what the role may', async () => {
    const roleArn = await roleOf('with-rule', allow(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], RULE));
    const stateMachineArn = await create(SYNC, roleArn);
    const definition = JSON.stringify({
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.sync:2',
          Arguments: { StateMachineArn: stateMachineArn },
          End: true,
        },
      },
      QueryLanguage: 'JSONata',
    });

    await expect(account.root('stepfunctions', 'UpdateStateMachine', { stateMachineArn, definition })).rejects.toThrow(
      'is not authorized to create managed-rule.',
    );
  });

  const LOG_DELIVERY = [
    'logs:CreateLogDelivery',
    'logs:GetLogDelivery',
    'logs:UpdateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
  ];
  const LOGGED = {
    loggingConfiguration: {
      level: 'ALL',
      destinations: [
        { cloudWatchLogsLogGroup: { logGroupArn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/vendedlogs/m:*` } },
      ],
    },
  } as const;
  const PASS = { Pass: { Type: 'Pass', End: true } };

  it.each(LOG_DELIVERY)('is refused where it is to be logged and the role may not %s', async (missing) => {
    const others = LOG_DELIVERY.filter((action) => action !== missing);
    const roleArn = await roleOf(`without-${missing.slice(5)}`, allow(others));

    await expect(create(PASS, roleArn, LOGGED)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'The state machine IAM Role is not authorized to access the Log Destination',
    });
    await expect(create(PASS, roleArn)).resolves.toBeDefined();
  });

  const traces = async (service: string): Promise<number> => {
    const { TraceSummaries } = await account.root<{ TraceSummaries: object[] }>('xray', 'GetTraceSummaries', {
      StartTime: new Date(Date.now() - 60_000),
      EndTime: new Date(Date.now() + 1000),
      FilterExpression: `service("${service}")`,
    });
    return TraceSummaries.length;
  };
  const TRACING = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'];
  const traced = async (roleName: string, actions: readonly string[]): Promise<string> => {
    const roleArn = await roleOf(roleName, allow(actions));
    const arn = await create(PASS, roleArn, { tracingConfiguration: { enabled: true } });
    expect((await run(arn)).status).toBe('SUCCEEDED');
    return arn.split(':').at(-1) as string;
  };

  it('leaves a trace where the role may, and none where one of the four permissions is missing', async () => {
    const untraced = await Promise.all(
      TRACING.map((missing) =>
        traced(
          `without-${missing.slice(5)}`,
          TRACING.filter((action) => action !== missing),
        ),
      ),
    );
    const name = await traced('traced', TRACING);

    await expect.poll(() => traces(name)).toBe(1);
    expect(await Promise.all(untraced.map(traces))).toEqual([0, 0, 0, 0]);
  });

  it('fails a task that its role may not, by the name of the service and in its words', async () => {
    const roleArn = await roleOf('powerless', allow('states:StartExecution'));
    const session = (name: string): string => `arn:aws:sts::${ACCOUNT}:assumed-role/powerless/${name}`;
    const cases = [
      ['arn:aws:states:::sns:publish', { TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:topic`, Message: 'm' }],
      ['arn:aws:states:::lambda:invoke', { FunctionName: 'f' }],
      ['arn:aws:states:::aws-sdk:s3:getObject', { Bucket: 'data', Key: 'k' }],
      ['arn:aws:states:::aws-sdk:sagemaker:deleteModel', { ModelName: 'm' }],
      ['arn:aws:states:::sagemaker:createEndpoint', { EndpointName: 'e', EndpointConfigName: 'c' }],
    ] as const;

    const outcomes = await Promise.all(
      cases.map(async ([Resource, Parameters]) =>
        run(await create({ Call: { Type: 'Task', Resource, Parameters, End: true } }, roleArn)),
      ),
    );

    expect(outcomes.map(({ error }) => error)).toEqual([
      'SNS.AuthorizationErrorException',
      'Lambda.AWSLambdaException',
      'S3.S3Exception',
      'SageMaker.SageMakerException',
      'SageMaker.AmazonSageMakerException',
    ]);
    const [sns, lambda, s3, sdk, optimised] = outcomes.map(({ cause = '' }) => cause.replace(session('\u0000'), ''));
    expect(sns).toMatch(
      /^User: arn:aws:sts::000000000000:assumed-role\/powerless\/\S+ is not authorized to perform: SNS:Publish on resource: arn:aws:sns:us-east-1:000000000000:topic because no identity-based policy allows the SNS:Publish action \(Service: AmazonSNS; Status Code: 403; Error Code: AuthorizationError; Request ID: [0-9a-f-]{36}; Proxy: null\)$/,
    );
    expect(lambda).toMatch(
      / lambda:InvokeFunction on resource: \S+:function:f because .* \(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException; /,
    );
    expect(s3).toMatch(
      / s3:GetObject on resource: "arn:aws:s3:::data\/k" because .* \(Service: S3, Status Code: 403, Request ID: .*, Extended Request ID: /,
    );
    expect(sdk).toMatch(
      / sagemaker:DeleteModel on resource: \S+:model\/m because .* \(Service: SageMaker, Status Code: 400, Request ID: /,
    );
    expect(optimised).toMatch(
      / sagemaker:CreateEndpoint on resource: \S+:endpoint\/e because .* \(Service: AmazonSageMaker; Status Code: 400; Error Code: AccessDeniedException; /,
    );
  });

  it('calls as the role in Credentials only where its own role may assume that one', async () => {
    await account.role('publisher', [allow('sns:Publish')]);
    const Credentials = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/publisher` };
    const Parameters = { TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:topic`, Message: 'm' };
    const states = { Notify: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', Credentials, Parameters, End: true } };
    const allowed = await create(states, await roleOf('may-assume', allow('sts:AssumeRole', Credentials.RoleArn)));
    const denied = await create(states, await roleOf('may-not-assume', allow('sns:*')));

    expect(await run(allowed)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await run(denied)).toMatchObject({
      status: 'FAILED',
      error: 'States.Permissions',
      cause: expect.stringContaining(`is not authorized to perform: sts:AssumeRole on resource: ${Credentials.RoleArn}`),
    });
  });

  it('is refused a role that trusts Step Functions on behalf of others only', async () => {
    const trusting = (condition: object): string =>
      policy({ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole', Condition: condition });
    const make = async (RoleName: string, condition: object): Promise<string> => {
      const { Role } = await account.root<{ Role: { Arn: string } }>('iam', 'CreateRole', {
        RoleName,
        AssumeRolePolicyDocument: trusting(condition),
      });
      return Role.Arn;
    };
    const ours = await make('for-us', { StringEquals: { 'aws:SourceAccount': ACCOUNT } });
    const theirs = await make('for-them', { StringEquals: { 'aws:SourceAccount': '111122223333' } });
    const machine = await make('for-machine', {
      ArnLike: { 'aws:SourceArn': `arn:aws:states:*:${ACCOUNT}:stateMachine:machine-*` },
    });
    const other = await make('for-other', { ArnLike: { 'aws:SourceArn': `arn:aws:states:*:${ACCOUNT}:stateMachine:other` } });

    expect((await run(await create(PASS, ours))).status).toBe('SUCCEEDED');
    expect((await run(await create(PASS, machine))).status).toBe('SUCCEEDED');
    await expect(create(PASS, theirs)).rejects.toThrow(/Neither the global service principal states.amazonaws.com/);
    await expect(create(PASS, other)).rejects.toThrow(/Neither the global service principal states.amazonaws.com/);
  });
});
