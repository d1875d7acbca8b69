import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  type ResourceChange,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsOf, TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const TOPIC = { Type: 'AWS::SNS::Topic' };
const topic = (DisplayName: unknown): object => ({ ...TOPIC, Properties: { DisplayName } });
const named = (DisplayName: unknown, more: object = {}): object => ({ Resources: { T: topic(DisplayName) }, ...more });
const validate = (template: object | string): Promise<unknown> => {
  const TemplateBody = typeof template === 'string' ? template : JSON.stringify(template);
  return testStacks.client.send(new ValidateTemplateCommand({ TemplateBody }));
};
const NAMES =
  'Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons';
const NO_ATTRIBUTE =
  'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute';

describe('a template is refused', () => {
  it.each<[string, object | string, string]>([
    ['with an empty name in a text of Fn::Sub', named({ 'Fn::Sub': 'of ${}' }), NAMES],
    ['with a dash in a name of Fn::Sub', named({ 'Fn::Sub': 'of ${AWS-Region}' }), NAMES],
    ['with a space in a name of Fn::Sub', named({ 'Fn::Sub': ['of ${my name}', { 'my name': 'a' }] }), NAMES],
    [
      'with a !GetAtt of no attribute',
      'Resources:\n  T:\n    Type: AWS::SNS::Topic\nOutputs:\n  O:\n    Value: !GetAtt T\n',
      NO_ATTRIBUTE,
    ],
    ['with a Fn::GetAtt of an empty attribute', named({ 'Fn::GetAtt': ['T', ''] }), NO_ATTRIBUTE],
    [
      'with an unknown short form',
      'Resources:\n  T: !Topic a\n',
      'Template format error: Unresolved tag: !Topic (line 2, column 6)',
    ],
    ['with nothing but a comment', '# nothing', 'Template format error: unsupported structure.'],
    [
      'with a loop over a parameter that it does not declare',
      {
        Transform: 'AWS::LanguageExtensions',
        Resources: { 'Fn::ForEach::Topics': ['N', { Ref: 'Names' }, { 'Topic${N}': TOPIC }] },
      },
      'Template error: Fn::ForEach could not be resolved: Names is not a parameter',
    ],
  ])('%s', async (_, template, message) => {
    await expect(validate(template)).rejects.toMatchObject({ name: 'ValidationError', message });
  });

  it.each<[string, object, string]>([
    [
      'for a Fn::If whose first parameter is a function',
      named({ 'Fn::If': [{ 'Fn::Equals': ['a', 'a'] }, 'b', 'c'] }),
      'Template error: Fn::If requires a list argument with the first parameter being a condition',
    ],
    [
      'for an attribute of a resource whose condition does not hold',
      {
        Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { T: TOPIC, Left: { ...TOPIC, Condition: 'No' } },
        Outputs: { O: { Value: { 'Fn::GetAtt': ['Left', 'TopicName'] } } },
      },
      'Template error: instance of Fn::GetAtt references undefined resource Left',
    ],
    [
      'for a map that it does not have',
      named({ 'Fn::FindInMap': ['Missing', 'a', 'b'] }),
      'Template error: Unable to get mapping for Missing::a::b',
    ],
    [
      'for a key that the map does not have',
      named({ 'Fn::FindInMap': ['Map', 'a', 'c'] }, { Mappings: { Map: { a: { b: 1 } } } }),
      'Template error: Unable to get mapping for Map::a::c',
    ],
    [
      'for a Fn::Join of three parameters',
      named({ 'Fn::Join': ['a', ['b'], 'c'] }),
      'Template error: every Fn::Join object requires two parameters',
    ],
  ])('%s once a stack is made of it', async (title, template, message) => {
    await expect(testStacks.create(title.replaceAll(/\W+/g, '-'), template)).rejects.toMatchObject({
      name: 'ValidationError',
      message,
    });
  });
});

describe('a template may', () => {
  it('name an attribute by a parameter, and write a literal ${Name}', async () => {
    const stack = await testStacks.create('attributes', {
      Parameters: { Attribute: { Type: 'String', Default: 'TopicName' } },
      Resources: { T: { ...TOPIC, Properties: { TopicName: 'attributed' } } },
      Outputs: {
        Name: { Value: { 'Fn::GetAtt': ['T', { Ref: 'Attribute' }] } },
        Literal: { Value: { 'Fn::Sub': '${!Name} of ${T.TopicName}' } },
      },
    });

    expect(outputsOf(stack)).toEqual({ Name: 'attributed', Literal: '${Name} of attributed' });
  });
});

describe('a stack', () => {
  it('fails where a parameter names an attribute that its resource does not have', async () => {
    const stack = await testStacks.create('no-attribute', {
      Parameters: { Attribute: { Type: 'String', Default: 'Colour' } },
      Resources: { T: TOPIC, User: { ...topic({ 'Fn::GetAtt': ['T', { Ref: 'Attribute' }] }), DependsOn: 'T' } },
    });

    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await testStacks.failures('no-attribute'))['User']).toBe("Attribute 'Colour' does not exist");
  });

  it('takes parts of values that are known only once its resources have been made', async () => {
    const stack = await testStacks.create(
      'parts',
      {
        Transform: 'AWS::LanguageExtensions',
        Resources: {
          V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
          S: {
            Type: 'AWS::EC2::Subnet',
            Properties: {
              VpcId: { Ref: 'V' },
              CidrBlock: { 'Fn::Select': [1, { 'Fn::Cidr': [{ 'Fn::GetAtt': ['V', 'CidrBlock'] }, 2, 8] }] },
            },
          },
          T: topic({ 'Fn::Select': [1, { 'Fn::Split': ['-', { 'Fn::Sub': 'of ${V}' }] }] }),
          Joined: topic({ 'Fn::Join': ['+', { 'Fn::GetAtt': ['V', 'CidrBlockAssociations'] }] }),
        },
        Outputs: {
          Block: { Value: { 'Fn::GetAtt': ['S', 'CidrBlock'] } },
          Count: { Value: { 'Fn::Length': { 'Fn::GetAtt': ['V', 'CidrBlockAssociations'] } } },
        },
      },
      { Capabilities: ['CAPABILITY_AUTO_EXPAND'] },
    );
    const { V, T, Joined } = await testStacks.ids('parts');
    const nameOf = async (TopicArn: string | undefined): Promise<unknown> =>
      (await testStacks.call<{ Attributes: Record<string, string> }>('sns', 'GetTopicAttributes', { TopicArn })).Attributes[
        'DisplayName'
      ];

    expect(outputsOf(stack)).toEqual({ Block: '10.0.1.0/24', Count: '1' });
    expect(await nameOf(T)).toBe(V?.replace('vpc-', ''));
    expect(await nameOf(Joined)).toMatch(/^vpc-cidr-assoc-\w+$/);
  });

  it('has what a loop makes, with numbers as they are', async () => {
    const Group = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Sub': '/${N}' }, RetentionInDays: 7 } };
    await testStacks.create(
      'looped',
      { Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::Groups': ['N', ['a', 'b'], { 'Group${N}': Group }] } },
      { Capabilities: ['CAPABILITY_AUTO_EXPAND'] },
    );

    expect(await testStacks.ids('looped')).toEqual({ Groupa: '/a', Groupb: '/b' });
    expect(await testStacks.call('logs', 'DescribeLogGroups', { logGroupNamePrefix: '/a' })).toMatchObject({
      logGroups: [{ retentionInDays: 7 }],
    });
  });
});

describe('a change set', () => {
  const propose = async (StackName: string, Resources: object, more: object = {}): Promise<Record<string, ResourceChange>> => {
    const names = { StackName, ChangeSetName: 'proposed' };
    await testStacks.client.send(new CreateChangeSetCommand({ ...names, TemplateBody: JSON.stringify({ Resources }), ...more }));
    const { Changes = [], StatusReason } = await testStacks.client.send(
      new DescribeChangeSetCommand({ ...names, IncludePropertyValues: true }),
    );
    expect(StatusReason).toBeUndefined();
    return Object.fromEntries(
      Changes.map(({ ResourceChange: change }) => [change?.LogicalResourceId ?? '', change as ResourceChange]),
    );
  };

  it('knows no part of a value that is known only later', async () => {
    const arn = { Ref: 'Base' };
    const changes = await propose(
      'later',
      {
        Base: TOPIC,
        Part: topic({ 'Fn::Select': [5, { 'Fn::Split': [':', arn] }] }),
        Whole: topic({ 'Fn::Join': ['', ['of ', arn]] }),
      },
      { ChangeSetType: 'CREATE' },
    );

    expect(JSON.parse(changes['Part']?.AfterContext ?? '')).toEqual({
      Properties: { DisplayName: '{{changeSet:KNOWN_AFTER_APPLY}}' },
    });
    expect(JSON.parse(changes['Whole']?.AfterContext ?? '')).toEqual({
      Properties: { DisplayName: 'of {{changeSet:KNOWN_AFTER_APPLY}}' },
    });
  });

  it('shows a policy that is written as text instead of an object as one change', async () => {
    const policy = { Version: '2012-10-17', Statement: [] };
    const resources = (RedriveAllowPolicy: unknown): object => ({
      Q: { Type: 'AWS::SQS::Queue', Properties: { RedriveAllowPolicy } },
    });
    await testStacks.create('rewritten', { Resources: resources(policy) });
    const { Q } = await propose('rewritten', resources(JSON.stringify(policy)));

    expect(Q?.Details).toMatchObject([
      { Target: { Name: 'RedriveAllowPolicy', BeforeValue: JSON.stringify(policy), AfterValue: JSON.stringify(policy) } },
    ]);
  });
});
