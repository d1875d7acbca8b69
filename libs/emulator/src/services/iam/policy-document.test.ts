import { describe, expect, it } from 'vitest';
import type { Store } from '../../core/store.ts';
import { checkManagedPolicy, checkPolicyDocument, checkTrustPolicy } from './policy-document.ts';

const ALLOWED = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const NO_ROLES = { collection: () => ({ get: () => undefined }) } as unknown as Store;

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

describe('an identity-based policy', () => {
  it.each([
    ['no JSON', '{', 'This policy contains invalid Json'],
    ['no statement', '{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
    ['another effect', policy({ ...ALLOWED, Effect: 'allow' }), 'Syntax errors in policy.'],
    ['a misspelt element', policy({ ...ALLOWED, Resources: '*' }), 'Syntax errors in policy.'],
    ['Action and NotAction', policy({ ...ALLOWED, NotAction: '*' }), 'Syntax errors in policy.'],
    ['no action', policy({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
    ['no resource', policy({ Effect: 'Allow', Action: '*' }), 'Policy statement must contain resources.'],
    ['a principal', policy({ ...ALLOWED, Principal: '*' }), 'Policy document should not specify a principal.'],
    [
      'an action without a service',
      policy({ ...ALLOWED, Action: 'GetObject' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      'a resource that is not an ARN',
      policy({ ...ALLOWED, Resource: 'bucket/*' }),
      'Resource bucket/* must be in ARN format or "*".',
    ],
    [
      'another partition',
      policy({ ...ALLOWED, Resource: 'arn:amazon:s3:::b' }),
      'Partition "amazon" is not valid for resource "arn:amazon:s3:::b".',
    ],
    [
      'a wildcard for the service',
      policy({ ...ALLOWED, Resource: 'arn:aws:*:us-east-1:*:x' }),
      'Resource vendor must be fully qualified and cannot contain regexes.',
    ],
    [
      'an operator that IAM lacks',
      policy({ ...ALLOWED, Condition: { StringMatches: { 'aws:x': 'y' } } }),
      'Invalid Condition type : StringMatches.',
    ],
    [
      'a key without a prefix',
      policy({ ...ALLOWED, Condition: { StringEquals: { prefix: 'y' } } }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      'twice the same Sid',
      policy({ ...ALLOWED, Sid: 'A' }, { ...ALLOWED, Sid: 'A' }),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    [
      'a Sid with a hyphen',
      policy({ ...ALLOWED, Sid: 'a-b' }),
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    ],
  ])('is refused with %s, in the words of IAM', (_, document, message) => {
    expect(() => checkPolicyDocument(document)).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument', message }));
  });

  it('is taken with all that IAM has', () => {
    const Condition = { 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': ['a*'] }, Null: { 'aws:TokenIssueTime': true } };

    expect(() => checkPolicyDocument(policy({ ...ALLOWED, Sid: 'A1', Condition }, { ...ALLOWED, Effect: 'Deny' }))).not.toThrow();
    expect(() =>
      checkPolicyDocument(JSON.stringify({ Statement: { Effect: 'Deny', NotAction: '*', NotResource: '*' } })),
    ).not.toThrow();
  });

  it('has 6,144 characters at most where it is a managed one', () => {
    const long = policy(...Array.from({ length: 200 }, () => ALLOWED));

    expect(() => checkManagedPolicy(long)).toThrow(
      expect.objectContaining({ code: 'LimitExceeded', message: 'Cannot exceed quota for PolicySize: 6144' }),
    );
  });
});

describe('a trust policy', () => {
  const trust = (statement: object): void =>
    checkTrustPolicy(policy({ Effect: 'Allow', ...statement }), NO_ROLES, '111122223333');
  const Principal = { Service: 'lambda.amazonaws.com' };

  it.each([
    ['a resource', { Principal, Action: 'sts:AssumeRole', Resource: '*' }, 'Has prohibited field Resource'],
    ['no principal', { Action: 'sts:AssumeRole' }, 'Missing required field Principal'],
    ['no action', { Principal }, 'Missing required field Action'],
    ['another action', { Principal, Action: 's3:GetObject' }, 'AssumeRole policy may only specify STS AssumeRole actions.'],
    [
      'a role that is not there',
      { Principal: { AWS: 'arn:aws:iam::111122223333:role/none' }, Action: 'sts:AssumeRole' },
      'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/none"',
    ],
    ['a name for an account', { Principal: { AWS: 'me' }, Action: 'sts:AssumeRole' }, 'Invalid principal in policy: "AWS":"me"'],
    [
      'a service that is none',
      { Principal: { Service: 'lambda' }, Action: 'sts:AssumeRole' },
      'Invalid principal in policy: "SERVICE":"lambda"',
    ],
  ])('is refused with %s', (_, statement, message) => {
    expect(() => trust(statement)).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument', message }));
  });

  it('is taken for services of every partition, regional ones included', () => {
    for (const Service of ['states.us-east-1.amazonaws.com', 'ec2.amazonaws.com.cn', 'sagemaker.amazonaws.com'])
      expect(() => trust({ Principal: { Service }, Action: 'sts:AssumeRole' })).not.toThrow();
  });
});
