import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  type CreateStackCommandInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeEventsCommand,
  type DescribeEventsInput,
  type DescribeEventsOutput,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestStacks } from './test-stacks.ts';

const TEMPLATE = {
  Description: 'A topic',
  Parameters: { Title: { Type: 'String', Default: 'first' } },
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic', Metadata: { owner: 'a' }, Properties: { DisplayName: { Ref: 'Title' } } },
  },
  Outputs: { Arn: { Value: { Ref: 'Topic' }, Description: 'where', Export: { Name: 'topic-arn' } } },
};
const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
};
const BUCKET = 'templates-of-requests';

let testStacks: TestStacks;
let stackId: string;
let topicArn: string;

beforeAll(async () => {
  testStacks = await TestStacks.open();
  const stack = await testStacks.create('topic', TEMPLATE, {
    Tags: [{ Key: 'team', Value: 'a' }],
    NotificationARNs: [],
    TimeoutInMinutes: 5,
    RollbackConfiguration: { RollbackTriggers: [] },
  });
  stackId = stack.StackId ?? '';
  topicArn = (await testStacks.ids('topic'))['Topic'] ?? '';
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const refusal = async (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'not refused',
    (error: Error) => error.name,
  );

describe('DescribeStackResources', () => {
  it('finds the resources of a stack, and the stack of a resource', async () => {
    const byStack = await testStacks.client.send(
      new DescribeStackResourcesCommand({ StackName: 'topic', LogicalResourceId: 'Topic' }),
    );
    const byResource = await testStacks.client.send(new DescribeStackResourcesCommand({ PhysicalResourceId: topicArn }));
    const { StackResourceDetail } = await testStacks.client.send(
      new DescribeStackResourceCommand({ StackName: stackId, LogicalResourceId: 'Topic' }),
    );

    expect(byStack.StackResources).toEqual(byResource.StackResources);
    expect(byStack.StackResources).toMatchObject([
      { LogicalResourceId: 'Topic', PhysicalResourceId: topicArn, ResourceStatus: 'CREATE_COMPLETE', StackName: 'topic' },
    ]);
    expect(StackResourceDetail).toMatchObject({ Metadata: '{"owner":"a"}', ResourceType: 'AWS::SNS::Topic' });
  });

  it.each([
    ['both names', new DescribeStackResourcesCommand({ StackName: 'topic', PhysicalResourceId: 'a' })],
    ['neither name', new DescribeStackResourcesCommand({})],
    ['an unknown resource', new DescribeStackResourcesCommand({ PhysicalResourceId: 'nothing' })],
    ['an unknown logical id', new DescribeStackResourceCommand({ StackName: 'topic', LogicalResourceId: 'Nothing' })],
    ['an unknown stack', new DescribeStackResourceCommand({ StackName: 'nothing', LogicalResourceId: 'Topic' })],
  ])('refuses %s', async (_, command) => {
    expect(await refusal(testStacks.client.send(command as DescribeStackResourcesCommand))).toBe('ValidationError');
  });
});

describe('lists', () => {
  it('show a stack with its settings', async () => {
    const { Stacks = [] } = await testStacks.client.send(new DescribeStacksCommand({}));
    const { StackSummaries = [] } = await testStacks.client.send(
      new ListStacksCommand({ StackStatusFilter: ['CREATE_COMPLETE'] }),
    );

    expect(Stacks.find(({ StackName }) => StackName === 'topic')).toMatchObject({
      Description: 'A topic',
      TimeoutInMinutes: 5,
      Tags: [{ Key: 'team', Value: 'a' }],
      Outputs: [{ OutputKey: 'Arn', OutputValue: topicArn, Description: 'where', ExportName: 'topic-arn' }],
    });
    expect(StackSummaries).toContainEqual(expect.objectContaining({ StackName: 'topic', TemplateDescription: 'A topic' }));
    expect(
      (await testStacks.client.send(new ListStacksCommand({ StackStatusFilter: ['DELETE_FAILED'] }))).StackSummaries,
    ).toEqual([]);
  });

  it('come page by page', async () => {
    const Resources = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`T${index}`, { Type: 'AWS::SNS::Topic' }]));
    await testStacks.create('many', { Resources });

    const first = await testStacks.client.send(new ListStackResourcesCommand({ StackName: 'many' }));
    const second = await testStacks.client.send(new ListStackResourcesCommand({ StackName: 'many', NextToken: first.NextToken }));

    expect(first.StackResourceSummaries).toHaveLength(100);
    expect(second.StackResourceSummaries).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
  });

  it('come page by page only with the filters of the first page', async () => {
    const events = (more: DescribeEventsInput): Promise<DescribeEventsOutput> =>
      testStacks.client.send(new DescribeEventsCommand({ StackName: 'many', ...more }));
    const { NextToken, OperationEvents } = await events({});

    expect(OperationEvents).toHaveLength(100);
    expect((await events({ NextToken })).OperationEvents).toHaveLength(100);
    expect(await refusal(events({ NextToken, Filters: { FailedEvents: true } }))).toBe('ValidationError');
  });

  it('show the events of one operation, and those that failed', async () => {
    const all = await testStacks.client.send(new DescribeEventsCommand({ StackName: 'topic' }));
    const OperationId = all.OperationEvents?.[0]?.OperationId;
    const ofOne = await testStacks.client.send(new DescribeEventsCommand({ StackName: 'topic', OperationId }));
    const failed = await testStacks.client.send(
      new DescribeEventsCommand({ StackName: 'topic', Filters: { FailedEvents: true } }),
    );

    expect(all.OperationEvents).toEqual(ofOne.OperationEvents);
    expect(all.OperationEvents?.map(({ ResourceStatus }) => ResourceStatus)).toContain('CREATE_COMPLETE');
    expect(failed.OperationEvents).toEqual([]);
    expect(await refusal(testStacks.client.send(new DescribeEventsCommand({})))).toBe('ValidationError');
  });
});

describe('a stack in the wrong status', () => {
  it.each([
    ['RollbackStack', new RollbackStackCommand({ StackName: 'topic' })],
    ['ContinueUpdateRollback', new ContinueUpdateRollbackCommand({ StackName: 'topic' })],
    ['CancelUpdateStack', new CancelUpdateStackCommand({ StackName: 'topic' })],
    ['UpdateStack without a change', new UpdateStackCommand({ StackName: 'topic', UsePreviousTemplate: true })],
    ['UpdateStack of no stack', new UpdateStackCommand({ StackName: 'nothing', UsePreviousTemplate: true })],
  ])('is refused by %s', async (_, command) => {
    expect(await refusal(testStacks.client.send(command as UpdateStackCommand))).toBe('ValidationError');
  });

  it('that was left as it failed is rolled back on request', async () => {
    const template = {
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic' },
        Taken: { Type: 'AWS::S3::Bucket', DependsOn: 'Topic', Properties: { BucketName: 'Not_A_Name' } },
      },
    };
    expect(await testStacks.create('halted', template, { DisableRollback: true })).toMatchObject({
      StackStatus: 'CREATE_FAILED',
    });

    await testStacks.client.send(new RollbackStackCommand({ StackName: 'halted', ClientRequestToken: 'token-1' }));

    expect(await testStacks.settled('halted')).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
    expect(await testStacks.ids('halted')).toEqual({});
    const failed = await testStacks.client.send(
      new DescribeEventsCommand({ StackName: 'halted', Filters: { FailedEvents: true } }),
    );
    expect(failed.OperationEvents?.map(({ LogicalResourceId }) => LogicalResourceId)).toContain('Taken');
  });
});

describe('a request to make a stack', () => {
  const make = (more: Partial<CreateStackCommandInput>): Promise<string> =>
    refusal(testStacks.create('requested', TEMPLATE, { Parameters: [], ...more }));

  it.each<[string, Partial<CreateStackCommandInput>]>([
    ['a body and a URL', { TemplateURL: 'https://templates.s3.amazonaws.com/a.json' }],
    ['no template', { TemplateBody: undefined }],
    ['a URL that is none', { TemplateBody: undefined, TemplateURL: 'template.json' }],
    ['a URL without a key', { TemplateBody: undefined, TemplateURL: 'https://s3.amazonaws.com/bucket' }],
    [
      'a template that is not in its bucket',
      { TemplateBody: undefined, TemplateURL: 'https://nowhere.s3.us-east-1.amazonaws.com/a' },
    ],
    ['tags of AWS', { Tags: [{ Key: 'aws:mine', Value: 'a' }] }],
    ['too many tags', { Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' })) }],
    ['too many topics', { NotificationARNs: Array.from({ length: 6 }, () => 'arn:aws:sns:us-east-1:000000000000:a') }],
    ['a type that it leaves out', { ResourceTypes: ['AWS::S3::*'] }],
    ['a policy and its URL', { StackPolicyBody: '{}', StackPolicyURL: 'https://s3.amazonaws.com/b/k' }],
    ['a policy that is none', { StackPolicyBody: '{"Statement": 1}' }],
    ['a parameter that the template does not have', { Parameters: [{ ParameterKey: 'Other', ParameterValue: 'a' }] }],
    ['a role that does not exist', { RoleARN: 'arn:aws:iam::000000000000:role/missing' }],
    ['a name that begins with a digit', { StackName: '1st' }],
  ])('is refused with %s', async (_, more) => {
    expect(await make(more)).toMatch(/^(ValidationError|InvalidParameter|AccessDenied)/);
    expect(await refusal(testStacks.describe('requested'))).toBe('ValidationError');
  });

  it('may read its template and its policy from S3', async () => {
    const policy = { Statement: [{ Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' }] };
    await testStacks.call('s3', 'CreateBucket', { Bucket: BUCKET });
    for (const [Key, content] of Object.entries({ 'a/template.json': { ...TEMPLATE, Outputs: {} }, 'policy.json': policy }))
      await testStacks.call('s3', 'PutObject', { Bucket: BUCKET, Key, Body: Buffer.from(JSON.stringify(content)) });

    const stack = await testStacks.create('from-s3', '', {
      TemplateBody: undefined,
      TemplateURL: `https://${BUCKET}.s3.us-east-1.amazonaws.com/a/template.json`,
      StackPolicyURL: `${testStacks.emulator.endpointUrl}/${BUCKET}/policy.json`,
      ResourceTypes: ['AWS::SNS::Topic'],
    } as never);

    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const { TemplateBody = '' } = await testStacks.client.send(new GetTemplateCommand({ StackName: 'from-s3' }));
    expect(JSON.parse(TemplateBody)).toEqual({ ...TEMPLATE, Outputs: {} });
  });
});

describe('CreateChangeSet', () => {
  const create = (more: object): Promise<unknown> =>
    testStacks.client.send(
      new CreateChangeSetCommand({ StackName: 'topic', ChangeSetName: 'change', UsePreviousTemplate: true, ...more }),
    );

  it('gives the same change set for the same token, and refuses the name otherwise', async () => {
    const Parameters = [{ ParameterKey: 'Title', ParameterValue: 'second' }];
    const first = (await create({ Parameters, ClientToken: 'one', Description: 'a title' })) as { Id?: string };

    expect(await create({ Parameters, ClientToken: 'one' })).toMatchObject({ Id: first.Id });
    expect(await refusal(create({ Parameters }))).toBe('AlreadyExistsException');
    expect(
      await testStacks.client.send(new DescribeChangeSetCommand({ ChangeSetName: first.Id, IncludePropertyValues: true })),
    ).toMatchObject({
      Description: 'a title',
      Changes: [
        {
          ResourceChange: {
            Action: 'Modify',
            LogicalResourceId: 'Topic',
            Details: [{ Target: { Path: '/Properties/DisplayName', BeforeValue: 'first', AfterValue: 'second' } }],
          },
        },
      ],
    });
    await testStacks.client.send(new DeleteChangeSetCommand({ ChangeSetName: first.Id }));
    await testStacks.client.send(new DeleteChangeSetCommand({ ChangeSetName: first.Id }));
  });

  it.each([
    ['for a stack that exists, as a new one', { ChangeSetType: 'CREATE' }, 'ValidationError'],
    ['for a stack that does not exist', { StackName: 'nothing' }, 'ValidationError'],
    ['of imports', { ChangeSetType: 'IMPORT' }, 'NotImplemented'],
    [
      'of resources to import',
      { ResourcesToImport: [{ ResourceType: 'AWS::SNS::Topic', LogicalResourceId: 'A', ResourceIdentifier: { TopicArn: 'a' } }] },
      'NotImplemented',
    ],
    ['in another mode', { DeploymentMode: 'REVERT_DRIFT' }, 'NotImplemented'],
    [
      'without a capability',
      { UsePreviousTemplate: false, TemplateBody: JSON.stringify({ Resources: { Role: ROLE } }) },
      'InsufficientCapabilitiesException',
    ],
  ])('is refused %s', async (_, more, name) => {
    expect(await refusal(create({ ...more, ChangeSetName: 'refused' }))).toBe(name);
  });
});
