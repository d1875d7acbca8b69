import { describe, expect, it } from 'vitest';
import { iamStatements } from './iam-statements.ts';

const textsOf = (Type: string, Properties: object, Condition?: string): readonly (readonly [string, boolean])[] =>
  iamStatements({ Resources: { It: { Type, Properties: { ...Properties }, ...(Condition && { Condition }) } } }).map(
    ({ text, isBroad }) => [text, isBroad],
  );
const policy = (statement: object): object => ({ PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } });

describe('iamStatements', () => {
  it('reads trust, inline policies and managed policies of a role', () => {
    const found = textsOf('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        policy({ Action: ['s3:GetObject'], Resource: { 'Fn::Sub': '${Bucket.Arn}/*' } }),
        { 'Fn::If': ['HasVpc', policy({ Action: 'ec2:DescribeVpcs', Resource: '*' }), { Ref: 'AWS::NoValue' }] },
      ],
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    });

    expect(found).toEqual([
      ['Allow lambda.amazonaws.com sts:AssumeRole', false],
      ['Allow s3:GetObject on ${Bucket.Arn}/*', false],
      ['Allow ec2:DescribeVpcs on * [if HasVpc]', true],
      ['Managed policy arn:aws:iam::aws:policy/AdministratorAccess', true],
    ]);
  });

  it.each([
    [{ Action: 's3:*', Resource: 'arn:x' }, true],
    [{ Action: '*', Resource: 'arn:x' }, true],
    [{ NotAction: 'iam:*', Resource: 'arn:x' }, true],
    [{ Action: 's3:Get*', NotResource: 'arn:x' }, true],
    [{ Action: 's3:GetObject', Resource: '*' }, true],
    [{ Action: 's3:GetObject', Resource: 'arn:x', Principal: '*' }, true],
    [{ Action: 's3:GetObject', Resource: 'arn:x', Principal: { AWS: '*' } }, true],
    [{ Action: 's3:GetObject', Resource: 'arn:x' }, false],
    [{ Action: 's3:GetObject', Resource: '*', Condition: { StringEquals: { a: 'b' } } }, false],
    [{ Effect: 'Deny', Action: 's3:*', Resource: '*', Principal: '*' }, false],
  ])('knows whether %o is broad: %s', (statement, isBroad) => {
    expect(textsOf('AWS::S3::BucketPolicy', policy(statement))).toEqual([[expect.any(String), isBroad]]);
  });

  it('names the condition of a resource, and reads permissions of Lambda', () => {
    const permission = { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'F' }, Principal: 's3.amazonaws.com' };

    expect(textsOf('AWS::Lambda::Permission', permission, 'HasBucket')).toEqual([
      ['Allow s3.amazonaws.com lambda:InvokeFunction on ${F} [if HasBucket]', false],
    ]);
  });
});
