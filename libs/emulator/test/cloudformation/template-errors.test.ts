import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const TOPIC = { Type: 'AWS::SNS::Topic' };
const LOOPS = 'AWS::LanguageExtensions';
const topic = (members: object): object => ({ Resources: { T: { ...TOPIC, ...members } } });
const named = (DisplayName: unknown, more: object = {}): object => ({ ...topic({ Properties: { DisplayName } }), ...more });
const withParameter = (P: unknown): object => ({ Parameters: { P }, Resources: { T: TOPIC } });
const withCondition = (C: unknown): object => ({ Conditions: { C }, Resources: { T: TOPIC } });
const withRule = (R: unknown): object => ({ Rules: { R }, Resources: { T: TOPIC } });
const withLoop = (loop: unknown, more: object = {}): object => ({
  Transform: LOOPS,
  Resources: { 'Fn::ForEach::Topics': loop },
  ...more,
});

describe('ValidateTemplate refuses', () => {
  it.each<[string, unknown, string]>([
    [
      'another version',
      { AWSTemplateFormatVersion: '2011-01-01', Resources: { T: TOPIC } },
      'Template format error: unsupported value for AWSTemplateFormatVersion.',
    ],
    [
      'a description that is not a string',
      { Description: ['a'], Resources: { T: TOPIC } },
      'Template format error: Description must be a string.',
    ],
    [
      'another transform',
      { Transform: ['AWS::Serverless-2016-10-31'], Resources: { T: TOPIC } },
      'Transform "AWS::Serverless-2016-10-31" is not served by the embedded AWS of Stepmaker',
    ],
    ['hooks', { Hooks: {}, Resources: { T: TOPIC } }, 'Hooks are not served by the embedded AWS of Stepmaker'],
    ['a section that is a list', { Resources: [] }, 'Template format error: Resources must be an object.'],
    ['a template that is a list', '[]', 'Template format error: unsupported structure.'],
    ['a template that is a number', '7', 'Template format error: unsupported structure.'],
    ['a template that is a text', 'Resources', 'Template format error: unsupported structure.'],
    [
      'a key without a value',
      '{"this is invalid JSON"="bobbins"}',
      'Template format error: JSON not well-formed. (line 1, column 25)',
    ],
    ['a brace that is not closed', '{', 'Template format error: JSON not well-formed. (line 1, column 2)'],
    ['a JSON template in YAML', '{Resources: {}}', 'Template format error: JSON not well-formed. (line 1, column 3)'],
    ['a comma after the last field', '{"Resources": {},\n}', 'Template format error: JSON not well-formed. (line 2, column 2)'],
    ['a key that is there twice', 'A: 1\nA: 2', 'Template format error: YAML not well-formed. (line 2, column 1)'],
    ['a name with a dash', { Resources: { 'a-b': TOPIC } }, 'Template format error: Resource name a-b is non alphanumeric.'],
    [
      'a resource that is a text',
      { Resources: { T: 'topic' } },
      'Template format error: Every Resources member must be an object.',
    ],
    [
      'a resource without a type',
      { Resources: { T: {} } },
      'Template format error: [/Resources/T] Every Resources object must contain a Type member.',
    ],
    ['an unknown member of a resource', topic({ Colour: 'red' }), "Invalid template resource property 'Colour'"],
    [
      'properties that are a list',
      topic({ Properties: [] }),
      'Template format error: [/Resources/T] Properties must be an object.',
    ],
    ['an update policy', topic({ UpdatePolicy: {} }), 'UpdatePolicy (of T) is not served by the embedded AWS of Stepmaker'],
    [
      'an unknown deletion policy',
      topic({ DeletionPolicy: 'Keep' }),
      'Template format error: Unrecognized DeletionPolicy Keep for resource T',
    ],
    [
      'a snapshot',
      topic({ UpdateReplacePolicy: 'Snapshot' }),
      'Template error: resource type AWS::SNS::Topic does not support deletion policy Snapshot',
    ],
    [
      'the name of an output with a dash',
      { Resources: { T: TOPIC }, Outputs: { 'a-b': { Value: 1 } } },
      'Template format error: Output name a-b is non alphanumeric.',
    ],
    [
      'an output that is a text',
      { Resources: { T: TOPIC }, Outputs: { O: 'value' } },
      'Template format error: Every Outputs member must be an object.',
    ],
    [
      'an output without a value',
      { Resources: { T: TOPIC }, Outputs: { O: {} } },
      'Template format error: Every Outputs object must contain a Value member.',
    ],
    [
      'the name of a parameter with a dash',
      { Parameters: { 'a-b': { Type: 'String' } }, Resources: { T: TOPIC } },
      'Template format error: Parameter name a-b is non alphanumeric.',
    ],
    ['a parameter that is a text', withParameter('String'), 'Template format error: Every Parameters member must be an object.'],
    [
      'a parameter without a type',
      withParameter({}),
      'Template format error: Every Parameters object must contain a Type member.',
    ],
    [
      'a parameter of an unknown type',
      withParameter({ Type: 'Text' }),
      'Template format error: Unrecognized parameter type: Text',
    ],
    [
      'a default that is a list',
      withParameter({ Type: 'CommaDelimitedList', Default: ['a'] }),
      'Template format error: Every Default member must be a string.',
    ],
    [
      'allowed values that are a text',
      withParameter({ Type: 'String', AllowedValues: 'a' }),
      'Template format error: Every AllowedValues member must be a list.',
    ],
    [
      'a condition that the template lacks',
      topic({ Condition: 'C' }),
      'Template format error: Unresolved condition dependency C in the Resources block of the template',
    ],
    [
      'a condition of an output that the template lacks',
      { Resources: { T: TOPIC }, Outputs: { O: { Condition: 'C', Value: 1 } } },
      'Template format error: Unresolved condition dependency C in the Outputs block of the template',
    ],
    [
      'a condition that is a text',
      withCondition('true'),
      'Template format error: Conditions can only be boolean operations on parameters and other conditions (C)',
    ],
    [
      'a condition that refers to a resource',
      withCondition({ 'Fn::Equals': [{ Ref: 'T' }, 'a'] }),
      'Template format error: Unresolved dependencies [T]. Cannot reference resources in the Conditions block of the template',
    ],
    [
      'a dependency that the template lacks',
      topic({ DependsOn: ['A', 'T', 'B'] }),
      'Template format error: Unresolved resource dependencies [A, B] in the Resources block of the template',
    ],
    [
      'an attribute of a resource that the template lacks',
      named({ 'Fn::GetAtt': 'Gone.Arn' }),
      'Template error: instance of Fn::GetAtt references undefined resource Gone',
    ],
    [
      'a Fn::GetAtt without an attribute',
      named({ 'Fn::GetAtt': ['T'] }),
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    ],
    [
      'a Fn::GetAtt of no text',
      named({ 'Fn::GetAtt': { Ref: 'T' } }),
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    ],
  ])('%s', async (_what, template, message) => {
    const TemplateBody = typeof template === 'string' ? template : JSON.stringify(template);

    await expect(testStacks.call('cloudformation', 'ValidateTemplate', { TemplateBody })).rejects.toMatchObject({
      code: 'ValidationError',
      message,
    });
  });
});

describe('ValidateTemplate refuses a loop', () => {
  const failed = (why: string): string => `Template error: Fn::ForEach could not be resolved: Fn::ForEach::Topics${why}`;

  it.each<[string, object, string]>([
    ['of two items', withLoop(['Name', ['A']]), failed(' takes a list of an identifier, a collection and a map')],
    ['whose body is a list', withLoop(['Name', ['A'], []]), failed(' takes a list of an identifier, a collection and a map')],
    ['over a text', withLoop(['Name', 'A', {}]), failed(' takes a list, or a Ref to a parameter that is one')],
    ['over lists', withLoop(['Name', [['A']], {}]), failed(': the items of its collection must be texts')],
    ['that repeats a key', withLoop(['Name', ['A', 'B'], { Same: TOPIC }]), failed(' makes Same more than once')],
    [
      'that makes a resource which exists',
      { Transform: LOOPS, Resources: { TopicA: TOPIC, 'Fn::ForEach::Topics': ['Name', ['A'], { 'Topic${Name}': TOPIC }] } },
      failed(' makes TopicA, which is there already'),
    ],
  ])('%s', async (_what, template, message) => {
    await expect(
      testStacks.call('cloudformation', 'ValidateTemplate', { TemplateBody: JSON.stringify(template) }),
    ).rejects.toMatchObject({ code: 'ValidationError', message });
  });
});

describe('CreateStack refuses', () => {
  const two = (name: string): string => `Template error: every ${name} object requires two parameters`;

  it.each<[string, object, string]>([
    [
      'Fn::Join without a separator',
      named({ 'Fn::Join': [1, ['a']] }),
      'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
    ],
    ['Fn::Join of objects', named({ 'Fn::Join': [',', [{ a: 1 }]] }), 'Template error: Fn::Join expects a string'],
    ['Fn::Join of one argument', named({ 'Fn::Join': [','] }), two('Fn::Join')],
    ['Fn::Join of a text', named({ 'Fn::Join': 'a' }), 'Template error: Fn::Join requires a list argument'],
    [
      'Fn::Select from a text',
      named({ 'Fn::Select': [0, 'a'] }),
      'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
    ],
    [
      'Fn::Select beyond the end',
      named({ 'Fn::Select': [2, ['a', 'b']] }),
      'Template error: Fn::Select cannot select nonexistent value at index 2',
    ],
    [
      'Fn::Split of a list',
      named({ 'Fn::Select': [0, { 'Fn::Split': [',', ['a']] }] }),
      'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
    ],
    [
      'Fn::If of two',
      named({ 'Fn::If': ['C', 'a'] }, { Conditions: { C: { 'Fn::Equals': [1, 1] } } }),
      'Template error: Fn::If requires a list argument with three elements',
    ],
    [
      'Fn::Sub of a list of three',
      named({ 'Fn::Sub': ['a', {}, 'b'] }),
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    ],
    ['Fn::Length of a text', named({ 'Fn::Length': 'a' }, { Transform: LOOPS }), 'Template error: Fn::Length requires a list'],
    [
      'a function that is not served',
      named({ 'Fn::Transform': {} }),
      'Template error: Fn::Transform is not served by the embedded AWS of Stepmaker',
    ],
    ['an import of an export that does not exist', named({ 'Fn::ImportValue': 'gone' }), 'No export named gone found.'],
    [
      'Fn::Cidr of a text',
      named({ 'Fn::Select': [0, { 'Fn::Cidr': ['house', 1] }] }),
      'Template error: Fn::Cidr failed: the block, the count or the number of bits is invalid',
    ],
    [
      'Fn::Not of two',
      withCondition({ 'Fn::Not': [true, false] }),
      'Template error: every Fn::Not object requires exactly 1 boolean parameter.',
    ],
    [
      'Fn::And of one',
      withCondition({ 'Fn::And': [true] }),
      'Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
    ],
    [
      'a condition that is not a boolean',
      withCondition({ 'Fn::Not': ['maybe'] }),
      'Template format error: Conditions can only be boolean operations on parameters and other conditions',
    ],
    [
      'a condition that refers to itself',
      withCondition({ 'Fn::Not': [{ Condition: 'C' }] }),
      'Template format error: Unresolved condition dependency C in the Conditions block of the template',
    ],
    ['a rule without assertions', withRule({}), 'Template format error: Rule R must contain a list of Assertions.'],
    [
      'a rule whose assertion asserts nothing',
      withRule({ Assertions: [{}] }),
      'Template format error: Every assertion of rule R must contain an Assert member.',
    ],
    [
      'a rule that is false, without a description',
      withRule({
        Assertions: [
          {
            Assert: {
              'Fn::EachMemberIn': [
                ['a', 'c'],
                ['a', 'b'],
              ],
            },
          },
        ],
      }),
      'Template error: Rule R failed: assertion is false',
    ],
  ])('%s', async (_what, template, message) => {
    const Capabilities = ['CAPABILITY_AUTO_EXPAND' as const];

    await expect(testStacks.create('refused', template, { Capabilities })).rejects.toMatchObject({
      name: 'ValidationError',
      message,
    });
    await expect(testStacks.describe('refused')).rejects.toMatchObject({ message: 'Stack with id refused does not exist' });
  });
});

describe('CreateStack takes', () => {
  it('rules that hold, and those whose condition does not', async () => {
    const Rules = {
      Skipped: { RuleCondition: { 'Fn::Equals': ['a', 'b'] }, Assertions: [{ Assert: { 'Fn::Equals': ['a', 'b'] } }] },
      Held: {
        RuleCondition: { 'Fn::Equals': ['a', 'a'] },
        Assertions: [
          { Assert: { 'Fn::EachMemberEquals': [['a', 'a'], 'a'] } },
          { Assert: { 'Fn::EachMemberIn': [['a'], ['a', 'b']] } },
        ],
      },
    };

    expect(await testStacks.create('ruled', { Rules, Resources: { T: TOPIC } })).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
    });
  });

  it('a loop over a parameter and texts, and a default where a map has no entry', async () => {
    const template = withLoop(
      [
        'Name',
        [{ Ref: 'Names' }, 'c'],
        {
          'Topic${Name}': {
            ...TOPIC,
            Properties: { DisplayName: { 'Fn::FindInMap': ['M', '${Name}', 'title', { DefaultValue: 'other' }] } },
          },
        },
      ],
      {
        Parameters: { Names: { Type: 'CommaDelimitedList' } },
        Mappings: { M: { a: { title: 'first' } } },
      },
    );
    const Parameters = [{ ParameterKey: 'Names', ParameterValue: 'a, b' }];
    const Capabilities = ['CAPABILITY_AUTO_EXPAND' as const];
    await testStacks.create('looped', template, { Parameters, Capabilities });

    const titles: Record<string, string | undefined> = {};
    for (const [logicalId, TopicArn] of Object.entries(await testStacks.ids('looped'))) {
      const { Attributes } = await testStacks.call<{ Attributes: Record<string, string> }>('sns', 'GetTopicAttributes', {
        TopicArn,
      });
      titles[logicalId] = Attributes['DisplayName'];
    }

    expect(titles).toEqual({ Topica: 'first', Topicb: 'other', Topicc: 'other' });
  });
});
