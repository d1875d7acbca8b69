import { SCIKIT_LEARN_ACCOUNTS } from '@stepmaker/pipeline-cdk/constructs';
import { describe, expect, it } from 'vitest';
import { stages } from '../stages/stages.ts';
import { costTable } from './cost-table.ts';
import { type CostQuestion, estimateCost } from './estimate-cost.ts';
import { INSTANCE_HOUR_DOLLARS, REGION_FACTORS } from './prices.ts';
import { stageCost } from './stage-cost.ts';

const question: CostQuestion = {
  region: 'us-east-1',
  processingInstanceType: 'ml.m5.large',
  trainingInstanceType: 'ml.m5.xlarge',
  endpointInstanceType: 'ml.t2.medium',
  addOns: [],
  minutesPerJob: 60,
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

  it('is dearer where the region is', () => {
    const there = estimateCost({ ...question, region: 'eu-central-1', addOns: ['network'] });

    expect(there.runDollars).toBeCloseTo(0.46 * 1.2);
    expect(there.addOns[0]?.dayDollars).toBeCloseTo(1.44 * 1.2);
  });

  it('says what it does not know, and guesses nothing', () => {
    const unknown = estimateCost({ ...question, endpointInstanceType: 'ml.m7i.large' });
    const elsewhere = estimateCost({ ...question, region: 'af-south-1' });

    expect(unknown.endpoint.dayDollars).toBeNull();
    expect(unknown.unknown).toEqual(['The instance type ml.m7i.large is not in the table of prices']);
    expect(elsewhere.runDollars).toBeNull();
    expect(elsewhere.unknown).toEqual(['The region af-south-1 is not in the table of prices']);
    expect(costTable(elsewhere)).toMatch(/One run +the three jobs +not known\n/);
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

describe('the table of prices', () => {
  it('has regions that have the image, and prices above zero', () => {
    expect(Object.keys(REGION_FACTORS).filter((region) => !(region in SCIKIT_LEARN_ACCOUNTS))).toEqual([]);
    expect(Object.values(INSTANCE_HOUR_DOLLARS).filter((dollars) => !(dollars > 0))).toEqual([]);
  });
});
