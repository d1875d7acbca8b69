import type { QuotaPage } from '@stepmaker/pipeline-sdk';
import { describe, expect, it } from 'vitest';
import { checkQuotas } from './check-quotas.ts';

async function* pages(...all: { QuotaName: string; QuotaCode: string; Value: number }[][]): AsyncIterable<QuotaPage> {
  for (const Quotas of all) yield { Quotas };
}
const quota = (QuotaName: string, Value: number) => ({ QuotaName, Value, QuotaCode: `L-${QuotaName.length}` });
const VALUES = { TrainingInstanceType: 'ml.m5.large', EndpointInstanceType: '', LogRetentionDays: '30' };

describe('checkQuotas', () => {
  it('gives the command that requests more for each quota of 0', async () => {
    const found = pages(
      [quota('ml.m5.large for training job usage', 0), quota('ml.x for training job usage', 0)],
      [quota('ml.t2.medium for endpoint usage', 0)],
    );

    expect(await checkQuotas(found, VALUES, 'eu-west-1')).toEqual([
      'The account\'s quota "ml.m5.large for training job usage" is 0, so runs will fail. To request more:\n' +
        '  aws service-quotas request-service-quota-increase --region eu-west-1 --service-code sagemaker --quota-code L-34 --desired-value 1',
      'The account\'s quota "ml.t2.medium for endpoint usage" is 0, so runs will fail. To request more:\n' +
        '  aws service-quotas request-service-quota-increase --region eu-west-1 --service-code sagemaker --quota-code L-31 --desired-value 1',
    ]);
  });

  it('says so when the quotas cannot be read', async () => {
    const denied: AsyncIterable<QuotaPage> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error('not authorized to perform: servicequotas:ListServiceQuotas')),
      }),
    };

    expect(await checkQuotas(denied, VALUES, 'eu-west-1')).toEqual([
      "The account's quotas for SageMaker could not be read: not authorized to perform: servicequotas:ListServiceQuotas",
    ]);
  });
});
