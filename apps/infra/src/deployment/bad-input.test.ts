import { describe, expect, it } from 'vitest';
import { addOnTemplate, stackTemplate } from '../../test/stack-template.ts';
import { checkRegion } from './check-deployment.ts';
import { checkParameters } from './check-parameters.ts';
import { checkStack } from './check-stack.ts';
import { parseRequest } from './request.ts';
import { stackParameters } from './stack-parameters.ts';
import { credentialProblem } from './where-to.ts';

const { Parameters } = stackTemplate().toJSON();

describe('checkParameters', () => {
  it('has nothing against the defaults', () => {
    for (const { Parameters: declared } of [stackTemplate(), addOnTemplate('observability')].map((t) => t.toJSON())) {
      const defaults = Object.fromEntries(Object.keys(declared).map((name) => [name, String(declared[name].Default)]));

      expect(checkParameters(declared, defaults)).toEqual([]);
    }
  });

  it.each([
    ['ModelPerformanceThreshold', '1.5', 'ModelPerformanceThreshold must be a number from -1 to 1, was "1.5"'],
    ['ModelPerformanceThreshold', 'high', 'ModelPerformanceThreshold must be a number from -1 to 1, was "high"'],
    [
      'TrainingInstanceType',
      'ml.m5.16xlarge',
      /must be an instance type of SageMaker such as .*ml\.m5\.large.*, was "ml\.m5\.16xlarge"/,
    ],
    ['EndpointInstanceType', 'ml.x9.large', /must be an instance type of SageMaker such as ml\.m5\.large, was "ml\.x9\.large"/],
    ['EndpointInstanceType', 't2.medium', /EndpointInstanceType must be text like ml/],
    ['S3BucketName', 'My_Bucket', /S3BucketName must be text like/],
    ['S3BucketName', 'a..b', /S3BucketName must be a name that S3 allows/],
    ['S3BucketName', '192.168.1.1', /no IP address/],
    ['LogRetentionDays', '31', /LogRetentionDays must be one of 1, 3, 7/],
    ['SubnetIds', 'subnet-0a', 'SubnetIds and SecurityGroupIds belong together: give both, or neither'],
  ])('refuses %s=%s in plain words', (name, value, words) => {
    expect(checkParameters(Parameters, { [name]: value })).toEqual([
      typeof words === 'string' ? words : expect.stringMatching(words),
    ]);
  });
});

describe('checkRegion', () => {
  it('names the regions that have the image', () => {
    expect(checkRegion('us-east-1')).toEqual([]);
    expect(checkRegion('cn-north-1')).toEqual([]);
    expect(checkRegion('mx-central-1')).toEqual([
      expect.stringMatching(/^AWS publishes no scikit-learn image in the region mx-central-1; it does in .*us-west-2/),
    ]);
    expect(checkRegion('us-east-9')[0]).toContain('The region us-east-9 is not known');
  });
});

describe('checkStack', () => {
  const stack = (status: string) => ({ status, statusReason: '', outputs: {}, parameters: {} });

  it.each([
    ['ROLLBACK_COMPLETE', /can only be deleted: "nx destroy infra", then deploy again/],
    ['UPDATE_ROLLBACK_FAILED', /continue-update-rollback --stack-name mine/],
    ['UPDATE_IN_PROGRESS', /wait until that has ended/],
    ['DELETE_FAILED', /"nx destroy infra" again/],
  ])('says what to do about %s', (status, words) => {
    expect(checkStack('mine', stack(status))).toEqual([expect.stringMatching(words)]);
  });

  it('takes a stack that can be updated, and none', () => {
    for (const status of ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS']) {
      expect(checkStack('mine', stack(status))).toEqual([]);
    }
    expect(checkStack('mine', undefined)).toEqual([]);
  });
});

describe('credentialProblem', () => {
  it.each([
    [
      { name: 'CredentialsProviderError', message: 'Could not load' },
      /There are no AWS credentials: sign in .* \(Could not load\)/,
    ],
    [{ name: 'ExpiredTokenException', message: 'expired' }, /have expired: sign in again/],
    [{ name: 'InvalidClientTokenId', message: 'The security token is invalid' }, /AWS does not know these credentials/],
    [{ name: 'AccessDenied', message: 'not authorized to perform: sts:AssumeRole' }, /role of the AWS profile cannot be assumed/],
    [{ name: 'Error', code: 'ECONNREFUSED', message: 'connect' }, /Nothing answers/],
    [{ name: 'Odd', message: 'something else' }, /^AWS does not say whose credentials these are: something else$/],
  ])('explains %o', (error, words) => {
    expect(credentialProblem(error)).toMatch(words);
  });
});

describe('parseRequest', () => {
  it('takes our options out, and leaves the CDK its own', () => {
    const request = parseRequest([
      'deploy',
      '--stage',
      'dev',
      '--with=triggers',
      '--with',
      'network',
      '--yes',
      '--parameters',
      'A=b',
      '--rollback',
      'false',
    ]);

    expect(request).toEqual({
      verb: 'deploy',
      stage: 'dev',
      addOns: ['triggers', 'network'],
      isLocal: false,
      isConfirmed: true,
      parameters: ['A=b'],
      cdkArguments: ['--rollback', 'false'],
    });
  });

  it.each([
    [['sink'], 'The verb must be one of deploy, destroy, diff, was "sink"'],
    [['deploy', '--stage', 'qa'], 'There is no stage qa; there are stepmaker, dev, staging, prod'],
    [['deploy', '--with', 'alarms'], 'There is no add-on alarms; there are network, governance, observability, triggers'],
  ])('refuses %o', (argv, words) => {
    expect(() => parseRequest(argv)).toThrow(words);
  });
});

describe('stackParameters', () => {
  const stacks = [
    { stackName: 'core', parameters: ['A', 'Days'] },
    { stackName: 'one', parameters: ['B', 'C', 'Days'] },
    { stackName: 'two', parameters: ['C'] },
  ];

  it('finds the stack of a parameter, the core first', () => {
    expect(stackParameters(['A=1', 'Days=2', 'B=x=y', 'two:C='], stacks)).toEqual({
      core: { A: '1', Days: '2' },
      one: { B: 'x=y' },
      two: { C: '' },
    });
  });

  it.each([
    ['D=1', 'there is no parameter D; core has A, Days; one has B, C, Days; two has C'],
    ['C=1', 'C is of one and two; write STACK:C=1'],
    ['core:B=1', 'there is no parameter core:B'],
    ['A', 'must be Name=value, was A'],
  ])('refuses %s', (text, words) => {
    expect(() => stackParameters([text], stacks)).toThrow(words);
  });
});
