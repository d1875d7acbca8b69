import type { Stack } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsOf, TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const PARAMETERS = { Stage: { Type: 'String', Default: 'dev' }, Zones: { Type: 'CommaDelimitedList', Default: 'a,b,c' } };
const MAPPINGS = { Sizes: { dev: { count: 1, names: ['x', 'y'] }, prod: { count: 3, names: ['z'] } } };
const CONDITIONS = {
  IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
  IsOther: { 'Fn::Not': [{ Condition: 'IsDev' }] },
  Both: { 'Fn::And': [{ Condition: 'IsDev' }, { 'Fn::Equals': ['1', 1] }] },
  Either: { 'Fn::Or': [{ Condition: 'IsOther' }, { 'Fn::Equals': ['a', 'b'] }] },
};

const create = (name: string, template: object): Promise<Stack> =>
  testStacks.create(name, template, { Capabilities: ['CAPABILITY_AUTO_EXPAND'] });

/** A template whose one output has this value. */
const templateOf = (Value: unknown, more: object = {}): object => ({
  Transform: 'AWS::LanguageExtensions',
  Parameters: PARAMETERS,
  Mappings: MAPPINGS,
  Conditions: CONDITIONS,
  Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'intrinsic-functions' } } },
  Outputs: { Answer: { Value } },
  ...more,
});

describe('intrinsic functions', () => {
  it('give their values', async () => {
    const values: Record<string, readonly [unknown, string]> = {
      Ref: [{ Ref: 'Bucket' }, 'intrinsic-functions'],
      RefOfList: [{ 'Fn::Join': ['-', { Ref: 'Zones' }] }, 'a-b-c'],
      GetAtt: [{ 'Fn::GetAtt': 'Bucket.Arn' }, 'arn:aws:s3:::intrinsic-functions'],
      GetAttOfList: [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:aws:s3:::intrinsic-functions'],
      Sub: [
        { 'Fn::Sub': `\${AWS::Region}/\${Stage}/\${Bucket.Arn}/\${!Literal}` },
        `us-east-1/dev/arn:aws:s3:::intrinsic-functions/\${Literal}`,
      ],
      SubWithMap: [{ 'Fn::Sub': [`\${Name}-\${Stage}`, { Name: { 'Fn::Select': [1, { Ref: 'Zones' }] } }] }, 'b-dev'],
      SubOfList: [{ 'Fn::Sub': `\${Zones}` }, 'a,b,c'],
      Split: [{ 'Fn::Join': ['+', { 'Fn::Split': [':', 'a:b'] }] }, 'a+b'],
      Select: [{ 'Fn::Select': ['2', { 'Fn::Split': [',', 'x,y,z'] }] }, 'z'],
      FindInMap: [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'count'] }, '1'],
      FindInMapOfList: [{ 'Fn::Join': ['', { 'Fn::FindInMap': ['Sizes', 'dev', 'names'] }] }, 'xy'],
      FindInMapDefault: [{ 'Fn::FindInMap': ['Sizes', 'none', 'count', { DefaultValue: '0' }] }, '0'],
      If: [{ 'Fn::If': ['IsDev', 'small', 'large'] }, 'small'],
      IfOther: [{ 'Fn::If': ['IsOther', 'small', { 'Fn::If': ['Both', 'both', 'one'] }] }, 'both'],
      IfEither: [{ 'Fn::If': ['Either', 'yes', 'no'] }, 'no'],
      NoValue: [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a-b'],
      Base64: [{ 'Fn::Base64': 'hello' }, 'aGVsbG8='],
      GetAZs: [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'us-east-1a'],
      Cidr: [{ 'Fn::Select': [1, { 'Fn::Cidr': ['10.0.0.0/16', 4, 8] }] }, '10.0.1.0/24'],
      CidrDefault: [{ 'Fn::Select': [0, { 'Fn::Cidr': ['10.0.0.0/16', 2] }] }, '10.0.0.0/24'],
      Length: [{ 'Fn::Length': { Ref: 'Zones' } }, '3'],
      ToJsonString: [{ 'Fn::ToJsonString': { a: [{ Ref: 'Stage' }] } }, '{"a":["dev"]}'],
    };
    const Outputs = Object.fromEntries(Object.entries(values).map(([name, [Value]]) => [name, { Value }]));

    const stack = await create('functions', templateOf('', { Outputs }));

    expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    expect(outputsOf(stack)).toEqual(Object.fromEntries(Object.entries(values).map(([name, [, expected]]) => [name, expected])));
  });

  it.each([
    ['a reference to nothing', { Ref: 'Nothing' }],
    ['an attribute of nothing', { 'Fn::GetAtt': ['Nothing', 'Arn'] }],
    ['Fn::GetAtt without a list', { 'Fn::GetAtt': { a: 1 } }],
    ['Fn::Sub without a text', { 'Fn::Sub': { a: 1 } }],
    ['Fn::Sub with a list of one', { 'Fn::Sub': ['a'] }],
    ['Fn::Sub of an object', { 'Fn::Sub': [`\${A}`, { A: { b: 'c' } }] }],
    ['Fn::Join of a text', { 'Fn::Join': [',', 'a'] }],
    ['Fn::Join of objects', { 'Fn::Join': [',', [{ a: 'b' }]] }],
    ['Fn::Join without a separator', { 'Fn::Join': [['a']] }],
    ['Fn::Select beyond the end', { 'Fn::Select': [5, ['a']] }],
    ['Fn::Select by a name', { 'Fn::Select': ['first', ['a']] }],
    ['Fn::Select of a text', { 'Fn::Select': [0, 'a'] }],
    ['Fn::Split of a list', { 'Fn::Split': [',', ['a']] }],
    ['Fn::FindInMap that leads nowhere', { 'Fn::FindInMap': ['Sizes', 'none', 'count'] }],
    ['Fn::If of a condition that does not exist', { 'Fn::If': ['Nothing', 'a', 'b'] }],
    ['Fn::If with two parts', { 'Fn::If': ['IsDev', 'a'] }],
    ['Fn::Base64 of a list', { 'Fn::Base64': ['a'] }],
    ['Fn::Cidr of an invalid block', { 'Fn::Cidr': ['10.0.0', 1, 8] }],
    ['Fn::Length of a text', { 'Fn::Length': 'abc' }],
    ['Fn::ImportValue of nothing', { 'Fn::ImportValue': 'nothing' }],
    ['a function that does not exist', { 'Fn::Reverse': 'abc' }],
  ])('fail for %s', async (_, value) => {
    const outcome = await create('failing', templateOf(value)).catch((error: Error) => error);

    expect(outcome instanceof Error ? outcome.name : outcome.StackStatus).toMatch(/^(ValidationError|ROLLBACK_COMPLETE)$/);
    if (!(outcome instanceof Error)) await testStacks.call('cloudformation', 'DeleteStack', { StackName: 'failing' });
  });

  it.each([
    ['Fn::Not of two', { 'Fn::Not': [true, false] }],
    ['Fn::And of one', { 'Fn::And': [{ 'Fn::Equals': ['a', 'a'] }] }],
    ['Fn::Or of a text', { 'Fn::Or': 'a' }],
    ['Fn::Equals of one', { 'Fn::Equals': ['a'] }],
    ['a text', 'dev'],
  ])('refuse %s as a condition', async (_, condition) => {
    await expect(create('failing', templateOf('a', { Conditions: { ...CONDITIONS, Wrong: condition } }))).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  it.each([
    ['Fn::Contains', { 'Fn::Contains': [['dev', 'prod'], { Ref: 'Stage' }] }, true],
    ['Fn::Contains', { 'Fn::Contains': [['prod'], { Ref: 'Stage' }] }, false],
    ['Fn::EachMemberEquals', { 'Fn::EachMemberEquals': [['dev', 'dev'], { Ref: 'Stage' }] }, true],
    ['Fn::EachMemberEquals', { 'Fn::EachMemberEquals': [{ Ref: 'Zones' }, 'a'] }, false],
    ['Fn::EachMemberIn', { 'Fn::EachMemberIn': [{ Ref: 'Zones' }, ['a', 'b', 'c', 'd']] }, true],
    ['Fn::EachMemberIn', { 'Fn::EachMemberIn': [{ Ref: 'Zones' }, ['a', 'b']] }, false],
  ])('%s decides a rule: %j', async (_, Assert, holds) => {
    const creation = create('ruled', {
      Parameters: PARAMETERS,
      Rules: { Rule: { Assertions: [{ Assert, AssertDescription: 'the rule does not hold' }] } },
      Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
    });

    if (!holds) await expect(creation).rejects.toThrow('the rule does not hold');
    else expect(await creation).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    await testStacks.call('cloudformation', 'DeleteStack', { StackName: 'ruled' });
  });
});

describe('Fn::ForEach', () => {
  const topics = (loop: unknown, more: object = {}): object => ({
    Transform: 'AWS::LanguageExtensions',
    Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'left,right' }, Empty: { Type: 'String', Default: '' } },
    Resources: { Topic: { Type: 'AWS::SNS::Topic' }, 'Fn::ForEach::Topics': loop },
    ...more,
  });
  const topic = { Type: 'AWS::SNS::Topic', Properties: { TopicName: `each-\${Name}` } };

  it('runs over texts, parameters and loops around it', async () => {
    const inner = [
      'Side',
      { Ref: 'Names' },
      { [`T\${Name}\${Side}`]: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Side' } } } },
    ];
    const loop = ['Name', ['a', { Ref: 'Empty' }, 1], { 'Fn::ForEach::Sides': inner, [`Only&{Name}`]: topic }];

    await create('loops', topics(loop));

    expect(Object.keys(await testStacks.ids('loops')).toSorted()).toEqual(
      ['Only1', 'Onlya', 'T1left', 'T1right', 'Taleft', 'Taright', 'Topic'].toSorted(),
    );
  });

  it.each([
    ['no list', 'Name'],
    ['a list of two', ['Name', ['a']]],
    ['an identifier that is not a string', [1, ['a'], {}]],
    ['a body that is not a map', ['Name', ['a'], 'b']],
    ['a collection that is not a list', ['Name', 'a', { [`T\${Name}`]: topic }]],
    ['items that are not texts', ['Name', [{ a: 'b' }], { [`T\${Name}`]: topic }]],
    ['the same key twice', ['Name', ['a', 'b'], { Same: topic }]],
    ['a key that exists', ['Name', ['ic'], { [`Top\${Name}`]: topic }]],
    ['an identifier that is taken', ['Name', ['a'], { 'Fn::ForEach::Inner': ['Name', ['b'], { [`T\${Name}`]: topic }] }]],
  ])('is refused with %s', async (_, loop) => {
    await expect(create('refused', topics(loop))).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('a template', () => {
  const Resources = { Topic: { Type: 'AWS::SNS::Topic' } };

  it.each<[string, object]>([
    ['another version', { AWSTemplateFormatVersion: '2020-01-01', Resources }],
    ['a description that is not a string', { Description: { a: 1 }, Resources }],
    ['a macro', { Transform: 'AWS::Serverless-2016-10-31', Resources }],
    ['hooks', { Hooks: { A: {} }, Resources }],
    ['a section that is not a map', { Resources, Outputs: ['a'] }],
    ['a resource with a name of other characters', { Resources: { 'a-b': Resources.Topic } }],
    ['a resource that is not a map', { Resources: { A: 'AWS::SNS::Topic' } }],
    ['a resource without a type', { Resources: { A: { Properties: {} } } }],
    ['a resource with a member that does not exist', { Resources: { A: { ...Resources.Topic, Colour: 'red' } } }],
    ['a deletion policy that does not exist', { Resources: { A: { ...Resources.Topic, DeletionPolicy: 'Keep' } } }],
    ['an output with a name of other characters', { Resources, Outputs: { 'a-b': { Value: 'a' } } }],
    ['an output that is not a map', { Resources, Outputs: { A: 'a' } }],
    ['an output without a value', { Resources, Outputs: { A: { Description: 'a' } } }],
    ['a parameter with a name of other characters', { Resources, Parameters: { 'a-b': { Type: 'String' } } }],
    ['a parameter that is not a map', { Resources, Parameters: { A: 'String' } }],
    ['a parameter without a type', { Resources, Parameters: { A: { Default: 'a' } } }],
    ['a parameter of a type that does not exist', { Resources, Parameters: { A: { Type: 'Colour' } } }],
    ['a default that is not a string', { Resources, Parameters: { A: { Type: 'String', Default: { a: 1 } } } }],
    ['allowed values that are not lists', { Resources, Parameters: { A: { Type: 'String', AllowedValues: 'a' } } }],
    ['a condition that does not exist', { Resources: { A: { ...Resources.Topic, Condition: 'Nothing' } } }],
    ['a dependency that does not exist', { Resources: { A: { ...Resources.Topic, DependsOn: ['Nothing'] } } }],
  ])('is refused with %s', async (_, template) => {
    await expect(create('refused', template)).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
