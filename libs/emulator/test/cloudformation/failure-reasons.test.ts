import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
  await testStacks.call('sns', 'CreateTopic', { Name: 'there' });
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:there';
const ROLE = 'arn:aws:iam::000000000000:role/missing';
const IAM = { Capabilities: ['CAPABILITY_NAMED_IAM' as const], OnFailure: 'DO_NOTHING' as const };
const SCALING = {
  PolicyName: 'p',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 1 },
};
let count = 0;

/** The reason why a stack of one resource failed. */
async function reasonOf(Type: string, Properties: object): Promise<string | undefined> {
  count += 1;
  await testStacks.create(`failing-${count}`, { Resources: { R: { Type, Properties } } }, IAM);
  return (await testStacks.failures(`failing-${count}`))['R'];
}

describe('a property of the wrong type', () => {
  it.each<[string, string, object, string]>([
    ['a list for a text', 'AWS::SNS::Topic', { DisplayName: ['a'] }, '#/DisplayName: expected type: String, found: JSONArray'],
    ['null for a text', 'AWS::SNS::Topic', { DisplayName: null }, '#/DisplayName: expected type: String, found: Null'],
    ['a text for a list', 'AWS::SNS::Topic', { Tags: 'a' }, '#/Tags: expected type: JSONArray, found: String'],
    ['a number for an object', 'AWS::SNS::Topic', { Tags: [1] }, '#/Tags/0: expected type: JSONObject, found: Number'],
    [
      'an object for a number',
      'AWS::SQS::Queue',
      { DelaySeconds: {} },
      '#/DelaySeconds: expected type: Integer, found: JSONObject',
    ],
    [
      'a fraction for an integer',
      'AWS::SQS::Queue',
      { DelaySeconds: 1.5 },
      '#/DelaySeconds: expected type: Integer, found: Number',
    ],
    [
      'an empty text for an integer',
      'AWS::SQS::Queue',
      { DelaySeconds: '' },
      '#/DelaySeconds: expected type: Integer, found: String',
    ],
    ['a word for a boolean', 'AWS::SQS::Queue', { FifoQueue: 'yes' }, '#/FifoQueue: expected type: Boolean, found: String'],
    [
      'a word for a number',
      'AWS::CloudWatch::Alarm',
      { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 'high' },
      '#/Threshold: expected type: Number, found: String',
    ],
    [
      'a member that does not exist',
      'AWS::SNS::Topic',
      { Tags: [{ Name: 'a' }] },
      '#/Tags/0: extraneous key [Name] is not permitted',
    ],
    ['nothing for a required property', 'AWS::SNS::Subscription', { Protocol: 'sqs' }, '#: required key [TopicArn] not found'],
    [
      'two definitions for one',
      'AWS::StepFunctions::StateMachine',
      { RoleArn: ROLE, Definition: {}, DefinitionString: '{}' },
      '#: exactly one of [Definition, DefinitionString, DefinitionS3Location] must be specified',
    ],
    [
      'no target for a scaling policy',
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      { PolicyName: 'p', PolicyType: 'TargetTrackingScaling' },
      '#: required key [ScalingTargetId] or [ResourceId] not found',
    ],
  ])('such as %s fails the resource with its path', async (_title, type, properties, message) => {
    expect(await reasonOf(type, properties)).toBe(`Properties validation failed for resource R with message:\n${message}`);
  });
});

describe('the error of a service', () => {
  it.each<[string, string, object, string]>([
    [
      'that something is missing',
      'AWS::SNS::Subscription',
      {
        TopicArn: 'arn:aws:sns:us-east-1:000000000000:missing',
        Protocol: 'email',
        Endpoint: 'a@example.com',
      },
      'NotFound',
    ],
    [
      'that the resource of a scaling policy is missing',
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      {
        ...SCALING,
        ServiceNamespace: 'sagemaker',
        ResourceId: 'endpoint/e/variant/v',
        ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      },
      'NotFound',
    ],
    [
      'that the target of a scaling policy is missing',
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      { ...SCALING, ScalingTargetId: 'endpoint/e/variant/v|sagemaker:variant:DesiredInstanceCount|sagemaker' },
      'NotFound',
    ],
    ['that a target is missing', 'AWS::SNS::Subscription', { TopicArn: TOPIC, Protocol: 'sqs' }, 'InvalidRequest'],
    ['that a value is invalid', 'AWS::Logs::LogGroup', { RetentionInDays: 2 }, 'InvalidRequest'],
  ])('%s is the reason, with the code of the handler', async (_title, type, properties, code) => {
    expect(await reasonOf(type, properties)).toMatch(
      new RegExp(
        `^Resource handler returned message: ".+ \\(Status Code: 4\\d\\d, Error Code: \\w+\\)" \\(RequestToken: [\\w-]{36}, HandlerErrorCode: ${code}\\)$`,
      ),
    );
  });

  it.each<[string, number, string]>([
    ['ThrottlingException', 400, 'Throttling'],
    ['SlowDown', 429, 'Throttling'],
    ['LimitExceeded', 409, 'ServiceLimitExceeded'],
    ['ServiceQuotaExceededException', 402, 'ServiceLimitExceeded'],
    ['ConcurrentModification', 409, 'ResourceConflict'],
    ['ConflictException', 400, 'ResourceConflict'],
    ['NotAuthorized', 400, 'AccessDenied'],
    ['InternalFailure', 500, 'GeneralServiceException'],
  ])('%s with the status %i is the reason, with the code of the handler', async (code, httpStatus, handlerCode) => {
    using _fault = testStacks.emulator.faults.refuse({
      service: 'sns',
      operation: 'CreateTopic',
      code,
      httpStatus,
      message: 'no',
    });
    expect(await reasonOf('AWS::SNS::Topic', {})).toMatch(
      new RegExp(
        `^Resource handler returned message: "no \\(Status Code: ${httpStatus}, Error Code: ${code}\\)".+${handlerCode}\\)$`,
      ),
    );
  });

  it('is the reason why a resource that was replaced stays behind', async () => {
    const topic = (TopicName: string): object => ({ Resources: { R: { Type: 'AWS::SNS::Topic', Properties: { TopicName } } } });
    await testStacks.create('staying', topic('old'));
    using _fault = testStacks.emulator.faults.refuse({
      service: 'sns',
      operation: 'DeleteTopic',
      code: 'Throttled',
      message: 'no',
    });

    expect(await testStacks.update('staying', topic('new'))).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    expect((await testStacks.failures('staying'))['R']).toContain('"no (Status Code: 400, Error Code: Throttled)"');
    const { Topics } = await testStacks.call<{ Topics: { TopicArn: string }[] }>('sns', 'ListTopics', {});
    expect(Topics.map(({ TopicArn }) => TopicArn.split(':').at(-1))).toEqual(expect.arrayContaining(['new', 'old']));
  });

  it('that nothing is there to be deleted is not a failure, any other is', async () => {
    const Resources = { Q: { Type: 'AWS::SQS::Queue' }, T: { Type: 'AWS::SNS::Topic' } };
    const { StackId: StackName = '' } = await testStacks.create('deleting', { Resources });
    const remove = async (): Promise<unknown> => {
      await testStacks.call('cloudformation', 'DeleteStack', { StackName });
      return testStacks.settled(StackName);
    };
    await testStacks.call('sqs', 'DeleteQueue', { QueueUrl: (await testStacks.ids(StackName))['Q'] });
    using _fault = testStacks.emulator.faults.refuse({
      service: 'sns',
      operation: 'DeleteTopic',
      code: 'Throttled',
      message: 'no',
    });

    expect(await remove()).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [T]. ',
    });
    expect(await remove()).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  });

  it('of the question whether a name is taken is the reason too', async () => {
    using _fault = testStacks.emulator.faults.refuse({
      service: 'sns',
      operation: 'GetTopicAttributes',
      code: 'InternalError',
      httpStatus: 500,
      message: 'no',
    });

    expect(await reasonOf('AWS::SNS::Topic', { TopicName: 'asked-for' })).toContain('Error Code: InternalError');
  });

  it('that the role of the stack may not do it is the reason, with the code of the handler', async () => {
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    const { Role } = await testStacks.call<{ Role: { Arn: string } }>('iam', 'CreateRole', {
      RoleName: 'powerless',
      AssumeRolePolicyDocument: JSON.stringify(trust),
    });
    const stack = await testStacks.create(
      'denied',
      { Resources: { R: { Type: 'AWS::SNS::Topic' } } },
      { ...IAM, RoleARN: Role.Arn },
    );

    expect(stack).toMatchObject({ StackStatus: 'CREATE_FAILED', RoleARN: Role.Arn });
    expect((await testStacks.failures('denied'))['R']).toMatch(
      /not authorized to perform: SNS:CreateTopic.+HandlerErrorCode: AccessDenied\)$/i,
    );
  });
});

describe('the code of a function', () => {
  it.each<[string, object, string]>([
    [
      'for another runtime',
      { Runtime: 'ruby3.4', Code: { ZipFile: 'a' } },
      'ZipFile can only be used with the nodejs and python runtimes',
    ],
    ['without a runtime', { Code: { ZipFile: 'a' } }, 'ZipFile can only be used with the nodejs and python runtimes'],
  ])('inline %s is refused', async (_title, properties, reason) => {
    expect(await reasonOf('AWS::Lambda::Function', { Role: ROLE, Handler: 'index.handler', ...properties })).toBe(reason);
  });
});

describe('a dynamic reference', () => {
  it('gives the value of a parameter of Systems Manager, also inside of a text and of a list', async () => {
    await testStacks.call('ssm', 'PutParameter', { Name: 'Team', Type: 'String', Value: 'blue' });
    const Properties = {
      DisplayName: 'of {{resolve:ssm:Team}} and {{resolve:ssm:Team:1}}',
      Tags: [{ Key: 'team', Value: '{{resolve:ssm:Team}}' }],
    };
    await testStacks.create('dynamic', { Resources: { T: { Type: 'AWS::SNS::Topic', Properties } } });
    const { T: TopicArn } = await testStacks.ids('dynamic');

    expect(await testStacks.call('sns', 'GetTopicAttributes', { TopicArn })).toMatchObject({
      Attributes: { DisplayName: 'of blue and blue' },
    });
    expect(await testStacks.call('sns', 'ListTagsForResource', { ResourceArn: TopicArn })).toMatchObject({
      Tags: [{ Key: 'team', Value: 'blue' }],
    });
  });

  it('to another service, or to a parameter that does not exist, fails the resource', async () => {
    expect(await reasonOf('AWS::SNS::Topic', { DisplayName: '{{resolve:secretsmanager:Secret}}' })).toBe(
      'Dynamic references to secretsmanager are not served by the embedded AWS of Stepmaker',
    );
    expect(await reasonOf('AWS::SNS::Topic', { DisplayName: '{{resolve:ssm:Missing}}' })).toContain('HandlerErrorCode: NotFound');
  });
});

it('a resource under a name that is taken fails', async () => {
  const AssumeRolePolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const existing: Record<string, readonly [string, object]> = {
    Queue: ['AWS::SQS::Queue', { QueueName: 'taken' }],
    Dashboard: ['AWS::CloudWatch::Dashboard', { DashboardName: 'taken', DashboardBody: '{"widgets":[]}' }],
    Alarm: [
      'AWS::CloudWatch::Alarm',
      {
        AlarmName: 'taken',
        Namespace: 'N',
        MetricName: 'M',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      },
    ],
    Rule: ['AWS::Events::Rule', { Name: 'taken', ScheduleExpression: 'rate(1 day)', State: 'DISABLED' }],
    Role: ['AWS::IAM::Role', { RoleName: 'taken', AssumeRolePolicyDocument }],
    Machine: [
      'AWS::StepFunctions::StateMachine',
      {
        StateMachineName: 'taken',
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}',
      },
    ],
  };
  const Resources = Object.fromEntries(
    Object.entries(existing).map(([name, [Type, Properties]]) => [name, { Type, Properties }]),
  );
  expect(await testStacks.create('first', { Resources }, IAM)).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });

  const { Arn } = (await testStacks.call<{ Role: { Arn: string } }>('iam', 'GetRole', { RoleName: 'taken' })).Role;
  for (const [Type, Properties] of Object.values(existing)) {
    const own = 'RoleArn' in Properties ? { ...Properties, RoleArn: Arn } : Properties;
    expect(await reasonOf(Type, own), Type).toMatch(/taken.+HandlerErrorCode: AlreadyExists\)$/s);
  }
});
