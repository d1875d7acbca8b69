/** `nx cost infra [--stage dev] [--with …] [--region R] [--minutes N] [--prices FILE] [--parameters Name=value] [--json]`: what it would cost, before it does. */
import { parseArgs } from 'node:util';
import { costTable } from '../src/cost/cost-table.ts';
import { readPrices } from '../src/cost/read-prices.ts';
import { stageCost } from '../src/cost/stage-cost.ts';
import { parseAddOns, parseStage } from '../src/pipeline-app.ts';
import { DEFAULT_STAGE, stages } from '../src/stages/stages.ts';

try {
  const { values } = parseArgs({
    options: {
      stage: { type: 'string', default: DEFAULT_STAGE },
      with: { type: 'string', multiple: true, default: [] },
      region: { type: 'string' },
      minutes: { type: 'string' },
      prices: { type: 'string' },
      parameters: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  });
  const stage = parseStage(values.stage);
  const minutesPerJob = values.minutes === undefined ? undefined : Number(values.minutes);
  if (minutesPerJob !== undefined && !(minutesPerJob > 0))
    throw new Error(`--minutes: must be a number above 0, was ${values.minutes}`);
  const estimate = stageCost({
    stage,
    region:
      values.region ?? stages[stage].region ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1',
    addOns: parseAddOns(values.with.join(',')),
    parameters: Object.fromEntries(
      values.parameters.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
    ),
    prices: readPrices(values.prices),
    ...(minutesPerJob !== undefined && { minutesPerJob }),
  });
  process.stdout.write(`${values.json ? JSON.stringify(estimate, null, 2) : costTable(estimate)}\n`);
} catch (error) {
  process.stderr.write(`infra: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
