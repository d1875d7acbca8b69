import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { instanceQuotas, type QuotaPage } from './instance-quotas.ts';
import { quotaRequest, quotaRequestFor } from './quota-request.ts';

const quota = (QuotaName: string, QuotaCode: string, Value: number) => ({ QuotaName, QuotaCode, Value });
const PARAMETERS = { ProcessingInstanceType: 'ml.m5.large', TrainingInstanceType: 'ml.m5.large', EndpointInstanceType: '' };

/** What the shell makes of a command: its arguments, with `L-FOUND` for what a nested command prints. */
function argumentsOf(command: string): readonly string[] {
  const aws = 'aws() { if [ "$2" = list-service-quotas ]; then printf L-FOUND; else printf "%s\\n" "$@"; fi; }';
  return execFileSync('sh', ['-c', `${aws}; ${command}`], { encoding: 'utf8' })
    .trim()
    .split('\n');
}

describe('instanceQuotas', () => {
  it('finds the quota of each use, and reads no further page', async () => {
    let pages = 0;
    async function* found(): AsyncIterable<QuotaPage> {
      pages += 1;
      yield { Quotas: [quota('ml.m5.large for training job usage', 'L-1', 0), quota('ml.x for endpoint usage', 'L-0', 9)] };
      pages += 1;
      yield {
        Quotas: [quota('ml.m5.large for processing job usage', 'L-2', 4), quota('ml.t2.medium for endpoint usage', 'L-3', 2)],
      };
      pages += 1;
      yield {};
    }

    expect(await instanceQuotas(found(), PARAMETERS, 'eu-west-1')).toEqual([
      { name: 'ml.m5.large for processing job usage', code: 'L-2', value: 4 },
      { name: 'ml.m5.large for training job usage', code: 'L-1', value: 0 },
      { name: 'ml.t2.medium for endpoint usage', code: 'L-3', value: 2 },
    ]);
    expect(pages).toBe(2);
  });

  it('takes the default of the region for an endpoint without a type, and says what AWS does not list', async () => {
    async function* none(): AsyncIterable<QuotaPage> {
      yield {};
    }

    expect((await instanceQuotas(none(), PARAMETERS, 'eu-north-1')).at(-1)).toEqual({
      name: 'ml.m5.large for endpoint usage',
      code: undefined,
      value: undefined,
    });
  });
});

describe('the request for a quota', () => {
  const request = ['service-quotas', 'request-service-quota-increase', '--region', 'eu-west-1', '--service-code', 'sagemaker'];

  it('is a command for the shell', () => {
    const command = quotaRequest({ name: 'ml.m5.large for training job usage', code: 'L-611FA074' }, 'eu-west-1');

    expect(argumentsOf(command)).toEqual([...request, '--quota-code', 'L-611FA074', '--desired-value', '1']);
  });

  it('looks the code up by the name that a failure gives', () => {
    const command = quotaRequestFor(
      "Training: The account-level service limit 'ml.m5.large for training job usage' is 0 Instances, with current utilization of 0 Instances (SageMaker.ResourceLimitExceededException)",
      'eu-west-1',
    );

    expect(command).toContain(`--query "Quotas[?QuotaName=='ml.m5.large for training job usage'].QuotaCode"`);
    expect(argumentsOf(command ?? '')).toEqual([...request, '--quota-code', 'L-FOUND', '--desired-value', '1']);
  });

  it.each([
    "The account-level service limit 'ml.m5.large for training job usage' is 4 Instances, with current utilization of 4 Instances",
    'CapacityError: no capacity',
  ])('is none for %s', (cause) => {
    expect(quotaRequestFor(cause, 'eu-west-1')).toBeUndefined();
  });
});
