import type { AddOn } from '../stages/stage-config.ts';
import { addOnCost, SPOT_SHARE } from './add-on-cost.ts';
import type { Component, PriceList } from './price-list.ts';
import { downloadCommand } from './read-prices.ts';

/** Subject of an estimate. */
export interface CostQuestion {
  readonly region: string;
  readonly processingInstanceType: string;
  readonly trainingInstanceType: string;
  readonly endpointInstanceType: string;
  readonly addOns: readonly AddOn[];
  /** Billed time of each job's instance. */
  readonly minutesPerJob: number;
  readonly prices: PriceList;
}

/** Cost of one state of a run. */
export interface StateCost {
  readonly state: string;
  readonly instanceType: string;
  readonly minutes: number;
  /** Price in US dollars; null when the price list does not have the instance type or the region. */
  readonly dollars: number | null;
  /** Price on spot capacity; null without a price. */
  readonly spotDollars: number | null;
}

/** Estimated cost of a stage, in US dollars. */
export interface CostEstimate {
  readonly isEstimate: true;
  /** Publication date of the prices. */
  readonly pricesAsOf: string;
  readonly region: string;
  readonly run: readonly StateCost[];
  /** All states; null when one of them has no price. */
  readonly runDollars: number | null;
  /** Cost with the training on spot capacity. */
  readonly runSpotDollars: number | null;
  /** The endpoint, used or idle, until it is deleted. */
  readonly endpoint: { readonly instanceType: string; readonly dayDollars: number | null; readonly monthDollars: number | null };
  /** Add-on stacks, in a day in which nothing runs. */
  readonly addOns: readonly { readonly addOn: AddOn; readonly what: string; readonly dayDollars: number | null }[];
  /** Parts without a price, with the reason. */
  readonly unknown: readonly string[];
}

const DAYS_A_MONTH = 30;

/** Estimates what a run, the endpoint it leaves, and the add-on stacks cost. */
export function estimateCost(question: CostQuestion): CostEstimate {
  const { region, addOns, minutesPerJob: minutes, prices } = question;
  const unknown = new Set<string>();
  const isUnpriced = (addOn: AddOn): boolean => addOnCost(addOn, region).dayDollars === null;
  const hourly = (component: Component, instanceType: string): number | null => {
    const here = prices.regions[region];
    const dollars = here?.[component]?.[instanceType];
    if (here !== undefined && dollars === undefined)
      unknown.add(`${instanceType} (${component}) in ${region} is not in the price list of ${prices.publicationDate}`);
    return dollars ?? null;
  };
  const state = (name: string, component: Component, instanceType: string, hasSpot = false): StateCost => {
    const hour = hourly(component, instanceType);
    const dollars = hour === null ? null : (hour * minutes) / 60;
    return {
      state: name,
      instanceType,
      minutes,
      dollars,
      spotDollars: hasSpot && dollars !== null ? dollars * SPOT_SHARE : null,
    };
  };
  const run = [
    state('Preprocess', 'Processing', question.processingInstanceType),
    state('Train', 'Training', question.trainingInstanceType, true),
    state('Evaluate', 'Processing', question.processingInstanceType),
  ];
  const endpointHour = hourly('Hosting', question.endpointInstanceType);
  const dayDollars = endpointHour === null ? null : endpointHour * 24;
  return {
    isEstimate: true,
    pricesAsOf: prices.publicationDate,
    region,
    run,
    runDollars: sum(run.map(({ dollars }) => dollars)),
    runSpotDollars: sum(run.map(({ dollars, spotDollars }) => spotDollars ?? dollars)),
    endpoint: {
      instanceType: question.endpointInstanceType,
      dayDollars,
      monthDollars: dayDollars === null ? null : dayDollars * DAYS_A_MONTH,
    },
    addOns: addOns.map((addOn) => ({ addOn, ...addOnCost(addOn, region) })),
    unknown:
      prices.regions[region] === undefined
        ? [missingRegion(prices, region)]
        : [...unknown, ...addOns.filter(isUnpriced).map((addOn) => `What ${addOn} costs in ${region} is not known`)],
  };
}

function missingRegion({ publicationDate }: PriceList, region: string): string {
  const missing = `The price list of ${publicationDate} does not have the region ${region}`;
  if (region.startsWith('cn-')) return `${missing}, where AWS bills in CNY`;
  return `${missing}. For its prices, add --prices prices.json after: ${downloadCommand(region)}`;
}

/** Null when a part of it is not known. */
function sum(parts: readonly (number | null)[]): number | null {
  return parts.reduce<number | null>((total, part) => (total === null || part === null ? null : total + part), 0);
}
