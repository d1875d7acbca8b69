import { describe, expect, it } from 'vitest';
import { checkInstanceTypes } from './budget.ts';

describe('the budget of the AWS target', () => {
  it('lets the template’s own instance types pass', () => {
    expect(() =>
      checkInstanceTypes({ TrainingInstanceType: 'ml.m5.large', EndpointInstanceType: 'ml.t2.medium', Seed: 1 }, 0.3),
    ).not.toThrow();
  });

  it('refuses what costs more an hour than the limit', () => {
    expect(() => checkInstanceTypes({ TrainingInstanceType: 'ml.m5.2xlarge' }, 0.3)).toThrow(
      'ml.m5.2xlarge costs about $0.47 an hour, more than the $0.3',
    );
  });

  it('refuses what it does not know the price of', () => {
    expect(() => checkInstanceTypes({ EndpointInstanceType: 'ml.p5.48xlarge' }, 1000)).toThrow(
      'What ml.p5.48xlarge costs is not known here',
    );
  });
});
