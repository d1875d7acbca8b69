import type { PriceList } from './price-list.ts';
import shipped from './shipped-prices.json' with { type: 'json' };

/**
 * Prices of this repository. Those of us-east-1 were noted by hand from AWS's price page; `scripts/extract-prices.ts` replaces the file by an
 * extract of AWS's offer files. A region that is missing has no estimate without `--prices`: prices of regions differ by instance type.
 *
 * @see https://aws.amazon.com/sagemaker/ai/pricing/
 */
export const SHIPPED_PRICES: PriceList = shipped;
