import { defaultEndpointInstanceType, lacksInstanceType } from '@stepmaker/asl/pipeline';
import { SCIKIT_LEARN_ACCOUNTS } from '@stepmaker/pipeline-cdk/constructs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { addOnTemplate, stackTemplate } from '../../test/stack-template.ts';
import { awsProblem } from './aws-problem.ts';
import { checkRegion } from './check-deployment.ts';
import { checkParameters } from './check-parameters.ts';
import { parseRequest } from './request.ts';
import { stackParameters } from './stack-parameters.ts';
import { whereTo } from './where-to.ts';

const { Parameters } = stackTemplate().toJSON();

describe('checkParameters', () => {
  it('has nothing against the defaults', () => {
    for (const { Parameters: declared } of [stackTemplate(), addOnTemplate('observability')].map((t) => t.toJSON())) {
      const defaults = Object.fromEntries(Object.keys(declared).map((name) => [name, String(declared[name].Default)]));

      expect(checkParameters(declared, defaults, 'eu-north-1')).toEqual([]);
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
    ['EndpointInstanceType', 't2.medium', /EndpointInstanceType must be text like \(ml/],
    ['S3BucketName', 'My_Bucket', /S3BucketName must be text like/],
    ['S3BucketName', 'a..b', /S3BucketName must be a name that S3 allows/],
    ['S3BucketName', '192.168.1.1', /no IP address/],
    ['LogRetentionDays', '31', /LogRetentionDays must be one of 1, 3, 7/],
    ['SubnetIds', 'subnet-0a', 'SubnetIds and SecurityGroupIds belong together: give both, or neither'],
  ])('refuses %s=%s in plain words', (name, value, words) => {
    expect(checkParameters(Parameters, { [name]: value }, 'us-east-1')).toEqual([
      typeof words === 'string' ? words : expect.stringMatching(words),
    ]);
  });

  it.each([
    ['EndpointInstanceType', 'ml.t2.medium', 'eu-north-1'],
    ['TrainingInstanceType', 'ml.m4.xlarge', 'me-south-1'],
  ])('refuses %s=%s in %s, which has no such family, before anything is paid', (name, value, region) => {
    expect(checkParameters(Parameters, { [name]: value }, 'eu-west-1')).toEqual([]);
    expect(checkParameters(Parameters, { [name]: value }, region)).toEqual([
      `${name} must be of a family that the region ${region} has, such as ml.m5.large, was "${value}"`,
    ]);
  });
});

describe('the default instance type of the endpoint', () => {
  it('is one that each region with the image has: T2 where EC2 offers it', () => {
    const defaults = Object.keys(SCIKIT_LEARN_ACCOUNTS).filter((region) => !region.startsWith('us-iso'));
    const withoutT2 = defaults.filter((region) => defaultEndpointInstanceType(region) !== 'ml.t2.medium');

    // The families by region: https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-regions.html
    expect(withoutT2).toEqual([
      'af-south-1',
      'ap-east-1',
      'ap-south-2',
      'ap-southeast-3',
      'ap-southeast-4',
      'ca-west-1',
      'eu-central-2',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'il-central-1',
      'me-central-1',
      'me-south-1',
      'us-gov-east-1',
    ]);
    for (const region of defaults) expect(lacksInstanceType(region, defaultEndpointInstanceType(region))).toBe(false);
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

describe('awsProblem', () => {
  it.each([
    [{ name: 'CredentialsProviderError', message: 'Could not load' }, /No AWS credentials: sign in .* \(Could not load\)/],
    [{ name: 'ExpiredTokenException', message: 'expired' }, /have expired: sign in again/],
    [{ name: 'InvalidClientTokenId', message: 'The security token is invalid' }, /AWS does not know these credentials/],
    [{ name: 'AccessDenied', message: 'not authorized to perform: sts:AssumeRole' }, /role of the AWS profile cannot be assumed/],
    [
      { name: 'AccessDenied', message: 'User: me is not authorized to perform: cloudformation:CreateChangeSet on resource: x' },
      /^These credentials may not call cloudformation:CreateChangeSet: add the permission/,
    ],
    [
      { name: 'AccessDenied', message: 'Access Denied' },
      /^These credentials lack a permission: add the permission to their policy, .* \(Access Denied\)$/,
    ],
    [{ name: 'Error', code: 'ECONNREFUSED', message: 'connect' }, /Nothing answers/],
    [{ name: 'ThrottlingException', message: 'Rate exceeded' }, /too many requests from this account: .* \(Rate exceeded\)$/],
    [{ name: 'AuthFailure', message: 'not validated' }, /^AWS does not know these credentials: .* \(not validated\)$/],
  ])('explains %o', (error, words) => {
    expect(awsProblem(error)).toMatch(words);
  });

  it.each([[{ name: 'Odd', message: 'something else' }], ['text'], [undefined]])('leaves %o to the caller', (error) => {
    expect(awsProblem(error)).toBeUndefined();
  });
});

describe('whereTo', () => {
  beforeAll(() => {
    vi.stubEnv('AWS_REGION', 'us-east-1');
    return () => vi.unstubAllEnvs();
  });
  const error = (name: string, message: string): Error => Object.assign(new Error(message), { name });

  it('throws an error that awsProblem explains as it is, so that it is explained once', async () => {
    const expired = error('ExpiredTokenException', 'expired');

    await expect(whereTo(() => Promise.reject(expired))).rejects.toBe(expired);
  });

  it('says what it asked when AWS answers with another error', async () => {
    await expect(whereTo(() => Promise.reject(error('Odd', 'something else')))).rejects.toThrow(
      /^AWS does not say whose credentials these are: something else$/,
    );
  });
});

describe('parseRequest', () => {
  it('reads every option', () => {
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
      '--profile=work',
    ]);

    expect(request).toEqual({
      verb: 'deploy',
      stage: 'dev',
      addOns: ['triggers', 'network'],
      isLocal: false,
      isConfirmed: true,
      parameters: ['A=b'],
      profile: 'work',
    });
  });

  it.each([
    [['sink'], 'The verb must be one of deploy, destroy, diff, was "sink"'],
    [['deploy', '--stage', 'qa'], 'Unknown stage qa. The stages are stepmaker, dev, staging, prod'],
    [['deploy', '--with', 'alarms'], 'Unknown add-on alarms. The add-ons are network, governance, observability, triggers'],
    [['deploy', '--hotswap'], "Unknown option '--hotswap'. The options are --local, --endpoint, --yes, --stage, --with,"],
    [['deploy', '--yse'], "Unknown option '--yse'. Did you mean --yes?"],
    [['deploy', 'all'], "Unexpected argument 'all'. The options are --local"],
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
    ['D=1', 'unknown parameter D; core has A, Days; one has B, C, Days; two has C'],
    ['C=1', 'C is of one and two; write STACK:C=1'],
    ['core:B=1', 'unknown parameter core:B'],
    ['A', 'must be Name=value, was A'],
  ])('refuses %s', (text, words) => {
    expect(() => stackParameters([text], stacks)).toThrow(words);
  });
});
