import { fileURLToPath } from 'node:url';
import { SCIKIT_LEARN_ACCOUNTS } from '@stepmaker/pipeline-cdk/constructs';
import { describe, expect, it } from 'vitest';
import { stages } from '../stages/stages.ts';
import { costTable } from './cost-table.ts';
import { type CostQuestion, estimateCost } from './estimate-cost.ts';
import { readPrices } from './read-prices.ts';
import { SHIPPED_PRICES } from './shipped-prices.ts';
import { stageCost } from './stage-cost.ts';

const question: CostQuestion = {
  region: 'us-east-1',
  processingInstanceType: 'ml.m5.large',
  trainingInstanceType: 'ml.m5.xlarge',
  endpointInstanceType: 'ml.t2.medium',
  addOns: [],
  minutesPerJob: 60,
  prices: SHIPPED_PRICES,
};

describe('estimateCost', () => {
  it('bills each job by the minute and the endpoint by the day, asked or idle', () => {
    const { run, runDollars, runSpotDollars, endpoint } = estimateCost(question);

    expect(run.map(({ state, dollars }) => [state, dollars])).toEqual([
      ['Preprocess', 0.115],
      ['Train', 0.23],
      ['Evaluate', 0.115],
    ]);
    expect(runDollars).toBeCloseTo(0.46);
    expect(runSpotDollars).toBeCloseTo(0.115 + 0.23 * 0.35 + 0.115);
    expect(endpoint.dayDollars).toBeCloseTo(0.056 * 24);
    expect(endpoint.monthDollars).toBeCloseTo(0.056 * 24 * 30);
  });

  it('takes the price of the region and of what the instance is used for', () => {
    const prices = {
      publicationDate: '2026-11-20',
      regions: {
        'eu-west-1': {
          Processing: { 'ml.m5.large': 0.128 },
          Training: { 'ml.m5.xlarge': 0.257 },
          Hosting: { 'ml.t2.medium': 0.063, 'ml.m5.large': 0.5 },
        },
      },
    };
    const there = estimateCost({ ...question, region: 'eu-west-1', prices });

    expect(there).toMatchObject({ pricesAsOf: '2026-11-20', unknown: [] });
    expect(there.run.map(({ dollars }) => dollars)).toEqual([0.128, 0.257, 0.128]);
    expect(there.endpoint.dayDollars).toBeCloseTo(0.063 * 24);
    expect(costTable(there)).toMatch(/^Estimated cost in eu-west-1 \(US dollars, on demand, public prices of 2026-11-20,/);
  });

  it("reads AWS's price list", () => {
    const prices = readPrices(fileURLToPath(new URL('../../test/prices/offer.json', import.meta.url)));
    const there = estimateCost({
      ...question,
      region: 'eu-west-1',
      trainingInstanceType: 'ml.m5.large',
      addOns: ['network'],
      prices,
    });

    expect(there.runDollars).toBeCloseTo(3 * 0.128);
    expect(there.unknown).toEqual(['What network costs in eu-west-1 is not known']);
  });

  it('says what it does not know, and guesses nothing', () => {
    const unknown = estimateCost({ ...question, endpointInstanceType: 'ml.m7i.large' });
    const unpriced = estimateCost({ ...question, region: 'af-south-1', addOns: ['network', 'triggers'] });

    expect(unknown.endpoint.dayDollars).toBeNull();
    expect(unknown.unknown).toEqual(['ml.m7i.large (Hosting) in us-east-1 is not in the price list of 2025-01']);
    expect(unpriced).toMatchObject({
      runDollars: null,
      runSpotDollars: null,
      endpoint: { dayDollars: null, monthDollars: null },
    });
    expect(unpriced.addOns.map(({ dayDollars }) => dayDollars)).toEqual([null, 0]);
    expect(unpriced.unknown).toEqual([
      expect.stringMatching(
        /^The price list of 2025-01 does not have the region af-south-1\. .* --prices prices\.json after: curl -o prices\.json https:\S+\/af-south-1\/index\.json$/,
      ),
    ]);
    expect(estimateCost({ ...question, region: 'cn-north-1' }).unknown).toEqual([
      'The price list of 2025-01 does not have the region cn-north-1, where AWS bills in CNY',
    ]);
    expect(costTable(unpriced)).toMatch(/One run +the three jobs +not known\n/);
    expect(costTable(unpriced)).toMatch(/The endpoint +ml\.t2\.medium, asked or idle +not known\n/);
    expect(costTable({ ...unpriced, addOns: [] })).not.toMatch(/ \d+\.\d\d\d? /);
  });
});

describe('stageCost', () => {
  it('takes the instance types of the stage, and those of the command line before them', () => {
    expect(stageCost({ stage: 'prod', region: 'us-east-1' })).toMatchObject({
      endpoint: { instanceType: 'ml.m5.large' },
      addOns: [{ addOn: 'network' }, { addOn: 'governance' }, { addOn: 'observability' }, { addOn: 'triggers' }],
    });
    expect(
      stageCost({ stage: 'prod', region: 'us-east-1', parameters: { EndpointInstanceType: 'ml.c5.large' } }).endpoint
        .instanceType,
    ).toBe('ml.c5.large');
  });

  it.each(Object.keys(stages) as (keyof typeof stages)[])('knows every price of the stage %s', (stage) => {
    expect(stageCost({ stage, region: 'us-east-1' }).unknown).toEqual([]);
  });
});

describe('the prices of this repository', () => {
  it('are of regions that have the image, and above zero', () => {
    const { publicationDate, regions } = SHIPPED_PRICES;
    const all = Object.values(regions).flatMap((components) =>
      Object.values(components).flatMap((prices) => Object.values(prices)),
    );

    expect(publicationDate).toMatch(/^\d{4}-\d\d/);
    expect(Object.keys(regions).filter((region) => !(region in SCIKIT_LEARN_ACCOUNTS))).toEqual([]);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((dollars) => !(dollars > 0))).toEqual([]);
  });
});
