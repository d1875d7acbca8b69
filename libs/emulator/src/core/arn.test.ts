import { describe, expect, it } from 'vitest';
import { arn, globalArn, parseArn, s3Arn } from './arn.ts';

const SCOPE = { partition: 'aws-cn', region: 'cn-north-1', account: '123456789012' };

describe('arn', () => {
  it('builds the ARN of a resource in a region', () => {
    expect(arn('sns', SCOPE, 'alerts')).toBe('arn:aws-cn:sns:cn-north-1:123456789012:alerts');
  });

  it('leaves the region out of the ARN of a global resource', () => {
    expect(globalArn('iam', SCOPE, 'role/train')).toBe('arn:aws-cn:iam::123456789012:role/train');
  });

  it('builds the ARN of a bucket and of an object', () => {
    expect(s3Arn('aws', 'data')).toBe('arn:aws:s3:::data');
    expect(s3Arn('aws', 'data', 'raw/houses.csv')).toBe('arn:aws:s3:::data/raw/houses.csv');
  });
});

describe('parseArn', () => {
  it('keeps colons of the resource', () => {
    expect(parseArn('arn:aws:states:us-east-1:000000000000:execution:machine:run')).toEqual({
      partition: 'aws',
      service: 'states',
      region: 'us-east-1',
      account: '000000000000',
      resource: 'execution:machine:run',
    });
  });

  it('reads ARNs without region and account', () => {
    expect(parseArn('arn:aws:s3:::data')).toMatchObject({ service: 's3', region: '', account: '', resource: 'data' });
  });

  it.each(['', 'data', 'arn:aws:s3', 'arn:aws:s3::', 'urn:aws:s3:::data', 'arn::s3:::data'])(
    'returns undefined for %j',
    (text) => {
      expect(parseArn(text)).toBeUndefined();
    },
  );
});
