import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseOfferCsv } from './offer-csv.ts';
import { parseOfferJson } from './offer-json.ts';
import type { PriceList } from './price-list.ts';
import { SHIPPED_PRICES } from './shipped-prices.ts';

/**
 * Reads an offer file of SageMaker as AWS publishes it, JSON or CSV.
 *
 * @param file relative to where the command was typed; without one, the prices of this repository are returned
 * @throws Error of one line that names the file and what is wrong with it
 */
export function readPrices(file: string | undefined): PriceList {
  if (file === undefined) return SHIPPED_PRICES;
  try {
    const text = readFileSync(resolve(process.env['INIT_CWD'] ?? '.', file), 'utf8');
    const prices = text.trimStart().startsWith('{') ? parseOfferJson(text) : parseOfferCsv(text);
    if (Object.keys(prices.regions).length === 0) throw new Error('it has no price of an instance by the hour');
    return prices;
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    throw new Error(
      `--prices ${file}: no price list of SageMaker can be read: ${reason}. To get one: ${downloadCommand('REGION')}`,
      {
        cause: error,
      },
    );
  }
}

/** The command that downloads AWS's prices of one region. It needs no credentials. */
export function downloadCommand(region: string): string {
  return `curl -o prices.json https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonSageMaker/current/${region}/index.json`;
}
