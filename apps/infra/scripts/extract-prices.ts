/**
 * `node --conditions=@stepmaker/source scripts/extract-prices.ts FILE…`: makes `src/cost/shipped-prices.json` of AWS's offer files for SageMaker,
 * one of each region or one of all regions, JSON or CSV.
 */
import { writeFileSync } from 'node:fs';
import { extractPrices } from '../src/cost/extract-prices.ts';
import { readPrices } from '../src/cost/read-prices.ts';

const files = process.argv.slice(2);
try {
  if (files.length === 0) throw new Error('name at least one offer file');
  const prices = extractPrices(files.map((file) => readPrices(file)));
  writeFileSync(new URL('../src/cost/shipped-prices.json', import.meta.url), `${JSON.stringify(prices, null, 2)}\n`);
  process.stdout.write(`Prices of ${prices.publicationDate}: ${Object.keys(prices.regions).join(', ')}\n`);
} catch (error) {
  process.stderr.write(`infra: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
