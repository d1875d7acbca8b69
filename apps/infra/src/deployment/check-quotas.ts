import { classifyError, instanceQuotas, type QuotaPage, quotaRequest } from '@stepmaker/pipeline-sdk';

/**
 * Looks for instance types that the account may not run.
 *
 * @param pages quotas of SageMaker in the account and region
 * @param values values of the core stack's parameters
 * @returns a warning for each quota of 0, with the command that requests more
 */
export async function checkQuotas(
  pages: AsyncIterable<QuotaPage>,
  values: Readonly<Record<string, string>>,
  region: string,
): Promise<readonly string[]> {
  try {
    const quotas = await instanceQuotas(pages, values, region);
    return quotas
      .filter(({ value }) => value === 0)
      .map(
        (quota) =>
          `The account's quota "${quota.name}" is 0, so runs will fail. To request more:\n  ${quotaRequest(quota, region)}`,
      );
  } catch (error) {
    return [`The account's quotas for SageMaker could not be read: ${classifyError(error).message}`];
  }
}
