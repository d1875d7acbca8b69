import type { CostEstimate } from './estimate-cost.ts';

/** The estimate as lines for people. */
export function costTable({
  region,
  pricesAsOf,
  run,
  runDollars,
  runSpotDollars,
  endpoint,
  addOns,
  unknown,
}: CostEstimate): string {
  const row = (what: string, detail: string, dollars: string): string => `  ${what.padEnd(14)}${detail.padEnd(34)}${dollars}`;
  return [
    `Estimated cost in ${region} (US dollars, on demand, public prices of ${pricesAsOf}, without the free tier):`,
    ...run.map(({ state, instanceType, minutes, dollars }) => row(state, `${instanceType}, ${minutes} minutes`, money(dollars))),
    row(
      'One run',
      'the three jobs',
      `${money(runDollars)}${runSpotDollars === null ? '' : `; with spot training about ${money(runSpotDollars)}`}`,
    ),
    row(
      'The endpoint',
      `${endpoint.instanceType}, asked or idle`,
      endpoint.dayDollars === null
        ? money(null)
        : `${money(endpoint.dayDollars)} a day, ${money(endpoint.monthDollars)} a month, until "nx destroy infra"`,
    ),
    ...addOns.map(({ addOn, what, dayDollars }) =>
      row(addOn, what, dayDollars === null ? money(null) : `${money(dayDollars)} a day`),
    ),
    'Storage, requests, logs and state transitions are cents, and not counted. The core stack itself costs nothing while nothing runs.',
    ...unknown,
  ].join('\n');
}

function money(dollars: number | null): string {
  if (dollars === null) return 'not known';
  return dollars > 0 && dollars < 0.1 ? dollars.toFixed(3) : dollars.toFixed(2);
}
