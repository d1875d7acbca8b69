import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Budget } from './budget.ts';

const budget = (dollarsPerHour: number, region = 'us-east-1', priceFile?: string): Budget =>
  new Budget({ region, dollarsPerHour, priceFile });

describe('the budget of the AWS target', () => {
  it('lets the template’s own instance types pass', () => {
    expect(() =>
      budget(0.3).check({ TrainingInstanceType: 'ml.m5.large', EndpointInstanceType: 'ml.t2.medium', Seed: 1 }),
    ).not.toThrow();
  });

  it('refuses what costs more an hour than the limit', () => {
    expect(() => budget(0.3).check({ TrainingInstanceType: 'ml.m5.2xlarge' })).toThrow(
      'ml.m5.2xlarge costs about $0.461 an hour, more than the $0.3',
    );
  });

  it('checks an empty endpoint type as the default that costs most', () => {
    expect(() => budget(0.1).check({ EndpointInstanceType: '' })).toThrow('ml.m5.large costs about $0.115 an hour');
  });

  it('refuses what it does not know the price of', () => {
    expect(() => budget(1000).check({ EndpointInstanceType: 'ml.p5.48xlarge' })).toThrow(
      /has no price of ml\.p5\.48xlarge for Hosting in us-east-1, so it is not used\. Set STEPMAKER_E2E_PRICES/,
    );
  });

  it('reads prices of another region from an offer file of AWS', () => {
    const directory = mkdtempSync(join(tmpdir(), 'stepmaker-budget-'));
    const file = join(directory, 'prices.json');
    const product = {
      productFamily: 'ML Instance',
      attributes: {
        regionCode: 'eu-west-1',
        component: 'Hosting',
        instanceName: 'ml.m5.large',
        usagetype: 'EU-Host:ml.m5.large',
      },
    };
    const dimension = { unit: 'Hrs', pricePerUnit: { USD: '0.2' } };
    writeFileSync(
      file,
      JSON.stringify({
        offerCode: 'AmazonSageMaker',
        publicationDate: '2026-01-01T00:00:00Z',
        products: { A: product },
        terms: { OnDemand: { A: { 'A.T': { priceDimensions: { 'A.T.D': dimension } } } } },
      }),
    );

    expect(() => budget(0.3, 'eu-west-1', file).check({ EndpointInstanceType: 'ml.m5.large' })).not.toThrow();
    expect(() => budget(0.1, 'eu-west-1', file).check({ EndpointInstanceType: 'ml.m5.large' })).toThrow('about $0.2 an hour');
    rmSync(directory, { recursive: true });
  });
});
