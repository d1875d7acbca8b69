import {
  DescribeStackResourceCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustPolicy } from '../test-emulator.ts';
import { outputsOf, TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const GROUP = { Type: 'AWS::Logs::LogGroup' };
const PLAIN = { Resources: { G: GROUP } };
const FULL = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'Everything',
  Metadata: { Team: 'a' },
  Transform: 'AWS::LanguageExtensions',
  Parameters: {
    Stage: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'], Description: 'where' },
    Secret: { Type: 'String', NoEcho: true },
  },
  Resources: {
    G: GROUP,
    H: GROUP,
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustPolicy('states.amazonaws.com') } },
  },
};
const REASON = 'The following resource(s) require capabilities: [AWS::IAM::Role]';

describe('the summary of a template', () => {
  it('has its parameters, capabilities, transforms and types', async () => {
    const summary = await testStacks.client.send(new GetTemplateSummaryCommand({ TemplateBody: JSON.stringify(FULL) }));

    expect(summary).toMatchObject({
      Parameters: [
        {
          ParameterKey: 'Stage',
          DefaultValue: 'dev',
          ParameterType: 'String',
          NoEcho: false,
          Description: 'where',
          ParameterConstraints: { AllowedValues: ['dev', 'prod'] },
        },
        { ParameterKey: 'Secret', ParameterType: 'String', NoEcho: true, ParameterConstraints: {} },
      ],
      Description: 'Everything',
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
      CapabilitiesReason: REASON,
      ResourceTypes: ['AWS::Logs::LogGroup', 'AWS::IAM::Role'],
      Version: '2010-09-09',
      Metadata: '{"Team":"a"}',
      DeclaredTransforms: ['AWS::LanguageExtensions'],
    });
    expect(summary.Parameters?.[1]).not.toHaveProperty('DefaultValue');
  });

  it('leaves out what the template does not have', async () => {
    const { $metadata: _, ...summary } = await testStacks.client.send(
      new GetTemplateSummaryCommand({ TemplateBody: JSON.stringify(PLAIN) }),
    );

    expect(summary).toEqual({ Parameters: [], ResourceTypes: ['AWS::Logs::LogGroup'] });
  });

  it('is also given of a stack, by the operation that takes no other template', async () => {
    await testStacks.create('summarized', { ...PLAIN, Description: 'of a stack' });

    expect(await testStacks.client.send(new GetTemplateSummaryCommand({ StackName: 'summarized' }))).toMatchObject({
      Description: 'of a stack',
      ResourceTypes: ['AWS::Logs::LogGroup'],
    });
    await expect(testStacks.client.send(new GetTemplateSummaryCommand({ StackName: 'missing' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id missing does not exist',
    });
  });

  it('without constraints and types is what ValidateTemplate returns', async () => {
    const { $metadata: _, ...result } = await testStacks.client.send(
      new ValidateTemplateCommand({ TemplateBody: JSON.stringify(FULL) }),
    );

    expect(result).toEqual({
      Parameters: [
        { ParameterKey: 'Stage', DefaultValue: 'dev', NoEcho: false, Description: 'where' },
        { ParameterKey: 'Secret', NoEcho: true },
      ],
      Description: 'Everything',
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
      CapabilitiesReason: REASON,
      DeclaredTransforms: ['AWS::LanguageExtensions'],
    });
  });
});

describe('the summary of a resource', () => {
  it('has the reason why it failed, and its metadata only where it has some', async () => {
    const Bad = { ...GROUP, DependsOn: 'G', Metadata: { a: 1 }, Properties: { RetentionInDays: 'soon' } };
    await testStacks.create('failed', { Resources: { G: GROUP, Bad } }, { OnFailure: 'DO_NOTHING' });
    const { StackResourceSummaries = [] } = await testStacks.client.send(new ListStackResourcesCommand({ StackName: 'failed' }));
    const { StackResourceDetail } = await testStacks.client.send(
      new DescribeStackResourceCommand({ StackName: 'failed', LogicalResourceId: 'G' }),
    );

    expect(
      StackResourceSummaries.map((each) => [each.LogicalResourceId, each.ResourceStatus, each.ResourceStatusReason]),
    ).toEqual([
      ['Bad', 'CREATE_FAILED', expect.stringContaining('#/RetentionInDays: expected type: Integer, found: String')],
      ['G', 'CREATE_COMPLETE', undefined],
    ]);
    expect(StackResourceDetail).not.toHaveProperty('Metadata');
  });
});

describe('a stack', () => {
  it('holds the resources and outputs whose conditions hold, whatever their order', async () => {
    const Conditions = { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } };
    const template = {
      Conditions,
      Resources: {
        Made: { ...GROUP, Condition: 'Yes' },
        Left: { ...GROUP, Condition: 'No' },
        Bare: { ...GROUP, Properties: {} },
      },
      Outputs: {
        Z: { Value: { 'Fn::If': ['Yes', { Ref: 'Made' }, { Ref: 'Left' }] }, Condition: 'Yes' },
        B: { Value: 'b' },
        C: { Value: 'c' },
        A: { Value: 'a', Condition: 'No' },
      },
    };
    const stack = await testStacks.create('conditional', template);
    const { Made, ...others } = await testStacks.ids('conditional');

    expect(Object.keys(others)).toEqual(['Bare']);
    expect(outputsOf(stack)).toEqual({ Z: Made, B: 'b', C: 'c' });
    await expect(testStacks.update('conditional', template)).rejects.toMatchObject({
      message: 'No updates are to be performed.',
    });
  });

  it('in China has the domain of its partition', async () => {
    await using china = await TestStacks.open({ region: 'cn-north-1' }, 'cn-north-1');
    const stack = await china.create('china', {
      Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'far' } } },
      Outputs: {
        Suffix: { Value: { 'Fn::Sub': '${AWS::Partition} ${AWS::URLSuffix}' } },
        Domain: { Value: { 'Fn::GetAtt': ['B', 'DomainName'] } },
      },
    });

    expect(outputsOf(stack)).toEqual({ Suffix: 'aws-cn amazonaws.com.cn', Domain: 'far.s3.amazonaws.com.cn' });
  });
});
