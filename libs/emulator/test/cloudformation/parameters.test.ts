import type { Parameter } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsOf, TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const TOPIC = { Type: 'AWS::SNS::Topic' };
/** A template of one parameter, which its output shows. */
const template = (declaration: object): object => ({
  Parameters: { P: declaration },
  Resources: { T: { ...TOPIC, Properties: { DisplayName: { 'Fn::Sub': '<${P}>' } } } },
  Outputs: { Value: { Value: { 'Fn::Sub': '<${P}>' } } },
});
const given = (more: Parameter): { Parameters: Parameter[] } => ({ Parameters: [{ ParameterKey: 'P', ...more }] });
let count = 0;
const nextName = (): string => {
  count += 1;
  return `parameters-${count}`;
};

describe('a parameter is refused', () => {
  it.each<[string, object, Parameter, string]>([
    [
      'below its least value',
      { Type: 'Number', MinValue: 3 },
      { ParameterValue: '2' },
      "Parameter 'P' must be a number not less than 3",
    ],
    [
      'beyond its greatest value',
      { Type: 'Number', MaxValue: '3' },
      { ParameterValue: '4' },
      "Parameter 'P' must be a number not greater than 3",
    ],
    [
      'of a list with an item below the least value',
      { Type: 'List<Number>', MinValue: 3 },
      { ParameterValue: '3, 2' },
      "Parameter 'P' must be a number not less than 3",
    ],
    [
      'that is to have a previous value in a new stack',
      { Type: 'String' },
      { UsePreviousValue: true },
      'Invalid input for parameter key P. Cannot specify usePreviousValue as true for a parameter key not in the previous template',
    ],
    [
      'that is to have a previous value and has one',
      { Type: 'String' },
      { UsePreviousValue: true, ParameterValue: 'a' },
      'Invalid input for parameter key P. Cannot specify usePreviousValue as true and non empty value for a parameter',
    ],
    ['without a value', { Type: 'String' }, {}, 'Parameters: [P] must have values'],
    [
      'whose parameter in Systems Manager does not exist',
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      { ParameterValue: '/missing' },
      'Unable to fetch parameters [/missing] from parameter store for this account. (P)',
    ],
    [
      'of a subnet that does not exist',
      { Type: 'AWS::EC2::Subnet::Id' },
      { ParameterValue: 'subnet-0' },
      'Parameter validation failed: parameter value subnet-0 for parameter name P does not exist',
    ],
    [
      'of a zone that does not exist, also in a list',
      { Type: 'List<AWS::EC2::AvailabilityZone::Name>' },
      { ParameterValue: 'us-east-1a,us-east-1z' },
      'Parameter validation failed: parameter value us-east-1z for parameter name P does not exist',
    ],
    [
      'of a kind of which the account has none',
      { Type: 'AWS::EC2::KeyPair::KeyName' },
      { ParameterValue: 'mine' },
      'Parameter validation failed: parameter value mine for parameter name P does not exist',
    ],
  ])('%s', async (_, declaration, parameter, message) => {
    await expect(testStacks.create(nextName(), template(declaration), given(parameter))).rejects.toMatchObject({
      name: 'ValidationError',
      message,
    });
  });
});

describe('a parameter gives', () => {
  it.each<[string, object, Parameter, string]>([
    ['a number within its limits', { Type: 'Number', MinValue: 1, MaxValue: 3 }, { ParameterValue: '2' }, '<2>'],
    ['an empty list', { Type: 'CommaDelimitedList' }, { ParameterValue: '' }, '<>'],
    ['a list of texts', { Type: 'List<String>', Default: 'a, b' }, {}, '<a,b>'],
    ['zones of the region', { Type: 'List<AWS::EC2::AvailabilityZone::Name>' }, { ParameterValue: 'us-east-1a' }, '<us-east-1a>'],
    ['nothing for an empty name', { Type: 'AWS::EC2::KeyPair::KeyName' }, { ParameterValue: '' }, '<>'],
  ])('%s', async (_, declaration, parameter, value) => {
    const { ParameterValue } = parameter;

    expect(
      outputsOf(await testStacks.create(nextName(), template(declaration), ParameterValue === undefined ? {} : given(parameter))),
    ).toEqual({ Value: value });
  });

  it('its previous value to an update, and to the loops of the template', async () => {
    const Capabilities = ['CAPABILITY_AUTO_EXPAND' as const];
    const looping = (DisplayName: string): object => ({
      Transform: 'AWS::LanguageExtensions',
      Parameters: { Names: { Type: 'CommaDelimitedList' } },
      Resources: {
        'Fn::ForEach::Topics': ['N', { Ref: 'Names' }, { 'Topic${N}': { ...TOPIC, Properties: { DisplayName } } }],
      },
    });
    await testStacks.create('looping', looping('first'), {
      Capabilities,
      Parameters: [{ ParameterKey: 'Names', ParameterValue: 'A,B' }],
    });
    const Parameters = [{ ParameterKey: 'Names', UsePreviousValue: true }];

    expect(await testStacks.update('looping', looping('second'), { Capabilities, Parameters })).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      Parameters: [{ ParameterKey: 'Names', ParameterValue: 'A,B' }],
    });
    expect(Object.keys(await testStacks.ids('looping')).toSorted()).toEqual(['TopicA', 'TopicB']);
  });

  it('the value of a parameter of Systems Manager, which the stack shows beside its name', async () => {
    await testStacks.call('ssm', 'PutParameter', { Name: '/list', Type: 'StringList', Value: 'a,b' });
    const declared = (type: string): object => ({ Type: `AWS::SSM::Parameter::Value<${type}>`, Default: '/list' });
    const stack = await testStacks.create('stored', {
      Parameters: { Text: declared('String'), Names: declared('List<String>') },
      Resources: { T: TOPIC },
      Outputs: { Second: { Value: { 'Fn::Select': [1, { Ref: 'Names' }] } }, Whole: { Value: { Ref: 'Text' } } },
    });

    expect(outputsOf(stack)).toEqual({ Second: 'b', Whole: 'a,b' });
    expect(stack.Parameters).toEqual([
      { ParameterKey: 'Text', ParameterValue: '/list', ResolvedValue: 'a,b' },
      { ParameterKey: 'Names', ParameterValue: '/list', ResolvedValue: 'a,b' },
    ]);
  });
});
