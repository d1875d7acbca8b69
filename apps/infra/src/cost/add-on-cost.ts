import type { AddOn } from '../stages/stage-config.ts';

/** The part of the price on demand that spot capacity usually costs; it changes by the hour, and AWS promises none. */
export const SPOT_SHARE = 0.35;

/** The region of {@link ADD_ONS}' prices. Other services than SageMaker have separate price lists, which are not read. */
const PRICED_REGION = 'us-east-1';

/** Costs of the add-on stacks per day while nothing runs, in US dollars; 0 holds in every region. */
const ADD_ONS: Readonly<Record<AddOn, { readonly what: string; readonly dollars: number }>> = {
  /** Three interface endpoints in two zones, 0.01 an hour each. */
  network: { what: '3 interface endpoints in 2 zones', dollars: 3 * 2 * 0.01 * 24 },
  /** Data events bill by the event: 0.10 for 100,000. */
  governance: { what: 'by the gigabyte and the event', dollars: 0 },
  /** Six alarms of 0.10 and a dashboard of 3.00 a month. */
  observability: { what: '6 alarms and a dashboard', dollars: (6 * 0.1 + 3) / 30 },
  triggers: { what: 'by the start, far below a cent', dollars: 0 },
};

/** Returns the cost of an add-on stack per day while nothing runs: null where its price in the region is unknown. */
export function addOnCost(addOn: AddOn, region: string): { readonly what: string; readonly dayDollars: number | null } {
  const { what, dollars } = ADD_ONS[addOn];
  return { what, dayDollars: dollars === 0 || region === PRICED_REGION ? dollars : null };
}
