import { describe, expect, it } from 'vitest';
import { ALL_RESOURCE_TYPES } from '../resource-types/all.ts';
import { cidrBlocks } from './cidr.ts';
import { Evaluation } from './evaluation.ts';
import type { Json } from './json.ts';
import { resolveParameters } from './parameters.ts';
import { parseTemplate } from './parse-template.ts';
import { checkReferences } from './references.ts';
import { readTemplate } from './template.ts';

const FACTS = {
  stackId: 'arn:aws:cloudformation:eu-west-1:000000000000:stack/s/1',
  stackName: 's',
  account: '000000000000',
  region: 'eu-west-1',
  partition: 'aws',
  notificationArns: [],
};

/** Evaluates a value inside of a template with a parameter, a mapping, conditions and a bucket that is there. */
function evaluate(value: Json, transform?: string): Json | undefined {
  const template = readTemplate(
    JSON.stringify({
      ...(transform === undefined ? {} : { Transform: transform }),
      Parameters: { Name: { Type: 'String' }, List: { Type: 'CommaDelimitedList' } },
      Mappings: { Sizes: { 'eu-west-1': { small: 's', many: ['a', 'b'] } } },
      Conditions: { Yes: { 'Fn::Equals': [{ Ref: 'Name' }, 'n'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
      Resources: { Bucket: { Type: 'AWS::S3::Bucket' }, Left: { Type: 'AWS::S3::Bucket', Condition: 'No' } },
    }),
  );
  const parameters = [
    { key: 'Name', value: 'n', resolved: 'n' },
    { key: 'List', value: 'x, y', resolved: ['x', 'y'] },
  ];
  const evaluation = new Evaluation(template, parameters, FACTS, {
    resource: (_name, attribute) => (attribute === undefined ? 'bucket-id' : `bucket-${attribute}`),
    importValue: (name) => `exported ${name}`,
  });
  return evaluation.resolve(value);
}

describe('an intrinsic function', () => {
  it.each<[string, Json, Json | undefined]>([
    ['Ref of a parameter', { Ref: 'Name' }, 'n'],
    ['Ref of a list', { Ref: 'List' }, ['x', 'y']],
    ['Ref of a resource', { Ref: 'Bucket' }, 'bucket-id'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['no value', { Ref: 'AWS::NoValue' }, undefined],
    ['no value as a member', { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'bucket-Arn'],
    ['Fn::Sub', { 'Fn::Sub': '${Name}/${Bucket.Arn}/${!Literal}/${AWS::StackName}' }, 'n/bucket-Arn/${Literal}/s'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${v}-${Name}', { v: { 'Fn::Join': ['', ['a', 'b']] } }] }, 'ab-n'],
    ['Fn::Join of a list', { 'Fn::Join': [',', { Ref: 'List' }] }, 'x,y'],
    ['Fn::Select', { 'Fn::Select': ['1', { 'Fn::Split': ['|', 'a|b'] }] }, 'b'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'many'] }, ['a', 'b']],
    ['Fn::If', { 'Fn::If': ['Yes', 'taken', { 'Fn::FindInMap': ['Sizes', 'nowhere', 'x'] }] }, 'taken'],
    [
      'Fn::And and Fn::Or',
      { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Yes' }] }] },
      true,
    ],
    ['Fn::Base64', { 'Fn::Base64': 'text' }, 'dGV4dA=='],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Name}-x' } }, 'exported n-x'],
    ['Fn::GetAZs', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'eu-west-1a'],
  ])('%s', (_what, value, expected) => {
    expect(evaluate(value)).toEqual(expected);
  });

  it('Fn::Length and Fn::ToJsonString, of the language extensions', () => {
    expect(evaluate({ 'Fn::Length': { Ref: 'List' } }, 'AWS::LanguageExtensions')).toBe(2);
    expect(evaluate({ 'Fn::ToJsonString': { a: { Ref: 'Name' } } }, 'AWS::LanguageExtensions')).toBe('{"a":"n"}');
  });

  it.each<[string, Json, RegExp]>([
    ['a resource that a condition leaves out', { Ref: 'Left' }, /Unresolved resource dependencies \[Left\]/],
    ['a place beyond a list', { 'Fn::Select': [2, { Ref: 'List' }] }, /Fn::Select cannot select nonexistent value at index 2/],
    ['a function that does not exist', { 'Fn::Nonsense': 1 }, /Fn::Nonsense is not served/],
  ])('refuses %s', (_what, value, message) => {
    expect(() => evaluate(value)).toThrow(message);
  });
});

describe('a template in YAML', () => {
  it('may use short forms, nested and on maps, lists and texts, and leaves dates and yes as texts', () => {
    const parsed = parseTemplate(`
Version: 2012-10-17
Answer: yes
Names: &names [a, b]
Value: !Join
  - ','
  - - !Ref Name
    - !GetAtt Bucket.Arn.More
    - !Sub ['\${x}', { x: !If [Yes, 1, !Ref 'AWS::NoValue'] }]
    - !FindInMap [A, !Ref B, c]
    - *names
Cond: !Condition Yes
`);

    expect(parsed).toEqual({
      Version: '2012-10-17',
      Answer: 'yes',
      Names: ['a', 'b'],
      Value: {
        'Fn::Join': [
          ',',
          [
            { Ref: 'Name' },
            { 'Fn::GetAtt': ['Bucket', 'Arn.More'] },
            { 'Fn::Sub': ['${x}', { x: { 'Fn::If': ['Yes', 1, { Ref: 'AWS::NoValue' }] } }] },
            { 'Fn::FindInMap': ['A', { Ref: 'B' }, 'c'] },
            ['a', 'b'],
          ],
        ],
      },
      Cond: { Condition: 'Yes' },
    });
  });

  it('knows no tags of other makers', () => {
    expect(() => parseTemplate('A: !Nonsense x')).toThrow(/Template format error: Unresolved tag: !Nonsense.*\(line 1, column/);
  });
});

describe('parameters', () => {
  const resolve = (declaration: object, value?: string): Promise<unknown> =>
    resolveParameters(
      readTemplate(JSON.stringify({ Parameters: { P: declaration }, Resources: { B: { Type: 'AWS::S3::Bucket' } } })),
      value === undefined ? [] : [{ ParameterKey: 'P', ParameterValue: value }],
      [],
      async (name) => {
        if (name !== '/stored') throw new Error('none');
        return 'from the store';
      },
    );

  it.each([
    ['a default', { Type: 'Number', Default: 3 }, undefined, { value: '3', resolved: '3' }],
    ['a list', { Type: 'List<Number>' }, '1, 2', { value: '1, 2', resolved: ['1', '2'] }],
    [
      'a parameter of Systems Manager',
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      '/stored',
      { value: '/stored', resolved: 'from the store' },
    ],
  ])('take %s', async (_what, declaration, value, expected) => {
    expect(await resolve(declaration, value)).toEqual([{ key: 'P', ...expected }]);
  });

  it.each([
    ['no number', { Type: 'Number' }, 'x', "Parameter 'P' must be a number."],
    ['a value that is not allowed', { Type: 'String', AllowedValues: ['a'] }, 'b', "Parameter 'P' must be one of AllowedValues"],
    ['another pattern', { Type: 'String', AllowedPattern: '[a-z]+' }, 'ab1', "Parameter 'P' must match pattern [a-z]+"],
    ['too short a text', { Type: 'String', MinLength: 2 }, 'a', "Parameter 'P' must contain at least 2 characters"],
    [
      'a broken constraint in its own words',
      { Type: 'String', MaxLength: 1, ConstraintDescription: 'one letter' },
      'ab',
      'Parameter P failed to satisfy constraint: one letter',
    ],
    [
      'a name that the store does not have',
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      '/none',
      'Unable to fetch parameters [/none] from parameter store for this account. (P)',
    ],
  ])('refuse %s', async (_what, declaration, value, message) => {
    await expect(resolve(declaration, value)).rejects.toThrow(message);
  });
});

describe('references', () => {
  it('may point at a resource whose condition holds only together with theirs', () => {
    const template = readTemplate(
      JSON.stringify({
        Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
        Resources: {
          Left: { Type: 'AWS::S3::Bucket', Condition: 'No' },
          User: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::If': ['No', { Ref: 'Left' }, 'plain'] } } },
        },
      }),
    );

    expect(() => checkReferences(template, ALL_RESOURCE_TYPES)).not.toThrow();
  });
});

describe('cidrBlocks', () => {
  it('cuts a block into subnets, and refuses more than there are', () => {
    expect(cidrBlocks('10.0.1.0/22', 3)).toEqual(['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']);
    expect(cidrBlocks('192.168.0.0/24', 2, 5)).toEqual(['192.168.0.0/27', '192.168.0.32/27']);
    expect(() => cidrBlocks('10.0.0.0/24', 2)).toThrow('Fn::Cidr');
  });
});
