import { describe, expect, it } from 'vitest';
import { defaultEndpointInstanceType, lacksInstanceType } from './default-instance-type.ts';

describe('the default instance type of an endpoint', () => {
  it.each([
    ['us-east-1', 'ml.t2.medium'],
    ['ap-south-1', 'ml.t2.medium'],
    ['eu-central-1', 'ml.t2.medium'],
    ['us-gov-west-1', 'ml.t2.medium'],
    ['eu-north-1', 'ml.m5.large'],
    ['ap-south-2', 'ml.m5.large'],
    ['eu-central-2', 'ml.m5.large'],
    ['ap-southeast-4', 'ml.m5.large'],
    ['us-gov-east-1', 'ml.m5.large'],
  ])('in %s is %s', (region, instanceType) => {
    expect(defaultEndpointInstanceType(region)).toBe(instanceType);
  });

  it('is not the only thing that a region lacks', () => {
    expect(lacksInstanceType('eu-north-1', 'ml.m4.xlarge')).toBe(true);
    expect(lacksInstanceType('eu-north-1', 'ml.m5.large')).toBe(false);
    expect(lacksInstanceType('eu-west-1', 'ml.m4.xlarge')).toBe(false);
  });
});
