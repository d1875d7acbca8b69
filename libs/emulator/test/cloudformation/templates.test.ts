import { GetTemplateSummaryCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustPolicy } from '../test-emulator.ts';
import { TestStacks } from './test-stacks.ts';

let testStacks: TestStacks;
beforeAll(async () => {
  testStacks = await TestStacks.open();
});
afterAll(() => testStacks[Symbol.asyncDispose]());

const bucket = (more: object = {}): object => ({ Type: 'AWS::S3::Bucket', ...more });

describe('a template', () => {
  const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustPolicy('lambda.amazonaws.com') } };

  it.each([
    [
      'a role no one acknowledged',
      { Resources: { Role: role } },
      'InsufficientCapabilitiesException',
      'Requires capabilities : [CAPABILITY_IAM]',
    ],
    [
      'a named role no one acknowledged',
      { Resources: { Role: { ...role, Properties: { ...role.Properties, RoleName: 'mine' } } } },
      'InsufficientCapabilitiesException',
      'Requires capabilities : [CAPABILITY_NAMED_IAM]',
    ],
    [
      'an unknown type',
      { Resources: { X: { Type: 'AWS::Foo::Bar' } } },
      'ValidationError',
      'Template format error: Unrecognized resource types: [AWS::Foo::Bar]',
    ],
    [
      'references to secure strings',
      {
        Resources: {
          Bucket: bucket({
            Properties: {
              BucketName: '{{resolve:ssm-secure:Name:1}}',
              Tags: [{ Key: 'k', Value: { 'Fn::Sub': 'x-{{resolve:ssm-secure:Tag}}' } }],
            },
          }),
        },
      },
      'ValidationError',
      'SSM Secure reference is not supported in: [AWS::S3::Bucket/Properties/BucketName,AWS::S3::Bucket/Properties/Tags/Value]',
    ],
    ['nothing in it', {}, 'ValidationError', 'Template format error: At least one Resources member must be defined.'],
    [
      'a section that does not exist',
      { Resources: { B: bucket() }, Extra: {} },
      'ValidationError',
      'Invalid template property or properties [Extra]',
    ],
    [
      'a reference to nothing',
      { Resources: { B: bucket({ Properties: { BucketName: { Ref: 'Unknown' } } }) } },
      'ValidationError',
      'Template format error: Unresolved resource dependencies [Unknown] in the Resources block of the template',
    ],
    [
      'an attribute that does not exist',
      { Resources: { B: bucket() }, Outputs: { X: { Value: { 'Fn::GetAtt': ['B', 'Size'] } } } },
      'ValidationError',
      'Template error: resource B does not support attribute type Size in Fn::GetAtt',
    ],
    [
      'a circle',
      { Resources: { A: bucket({ DependsOn: 'B' }), B: bucket({ DependsOn: 'A' }), C: bucket({ DependsOn: 'A' }) } },
      'ValidationError',
      'Circular dependency between resources: [A, B]',
    ],
    [
      'a parameter without a value',
      { Parameters: { P: { Type: 'String' } }, Resources: { B: bucket() } },
      'ValidationError',
      'Parameters: [P] must have values',
    ],
    [
      'a value that is not allowed',
      { Parameters: { P: { Type: 'Number', Default: 3, MaxValue: 2 } }, Resources: { B: bucket() } },
      'ValidationError',
      "Parameter 'P' must be a number not greater than 2",
    ],
    [
      'a mapping that leads nowhere',
      {
        Mappings: { M: { a: { b: 'c' } } },
        Resources: { B: bucket({ Properties: { BucketName: { 'Fn::FindInMap': ['M', 'x', 'b'] } } }) },
      },
      'ValidationError',
      'Template error: Unable to get mapping for M::x::b',
    ],
    [
      'a rule that does not hold',
      {
        Parameters: { P: { Type: 'String', Default: 'a' } },
        Rules: { R: { Assertions: [{ Assert: { 'Fn::Contains': [['b'], { Ref: 'P' }] }, AssertDescription: 'P must be b' }] } },
        Resources: { B: bucket() },
      },
      'ValidationError',
      'Template error: Rule R failed: P must be b',
    ],
    [
      'a property that is not served, by name',
      { Resources: { B: bucket({ Properties: { ReplicationConfiguration: {} } }) } },
      'ValidationError',
      'Property ReplicationConfiguration of AWS::S3::Bucket (B) is not served by the embedded AWS of Stepmaker',
    ],
    [
      'bad YAML',
      'Resources:\n  A: [',
      'ValidationError',
      expect.stringMatching(/^Template format error: YAML not well-formed\. \(line \d+, column \d+\)$/),
    ],
  ])('is refused for %s', async (_what, template, name, message) => {
    await expect(testStacks.create('refused', template)).rejects.toMatchObject({ name, message });
    await expect(testStacks.describe('refused')).rejects.toMatchObject({ message: 'Stack with id refused does not exist' });
  });

  it('is refused above 51,200 bytes, and taken at 51,200', async () => {
    const sized = (bytes: number): string => {
      const empty = JSON.stringify({ Description: '', Resources: { B: bucket() } });
      return empty.replace('""', `"${'x'.repeat(bytes - empty.length)}"`);
    };

    await expect(testStacks.create('large', sized(51_201))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(
        /at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200$/,
      ),
    });
    expect(await testStacks.create('large', sized(51_200))).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  });

  it('says what it asks for before it is deployed', async () => {
    const summary = await testStacks.client.send(
      new GetTemplateSummaryCommand({
        TemplateBody: JSON.stringify({ Parameters: { P: { Type: 'String', NoEcho: true } }, Resources: { Role: role } }),
      }),
    );

    expect(summary).toMatchObject({
      Capabilities: ['CAPABILITY_IAM'],
      CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
      Parameters: [{ ParameterKey: 'P', ParameterType: 'String', NoEcho: true }],
      ResourceTypes: ['AWS::IAM::Role'],
    });
  });
});
