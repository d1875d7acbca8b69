import type { AddOn } from '../stages/stage-config.ts';
import { ADD_ON_DAY_DOLLARS, INSTANCE_HOUR_DOLLARS, PRICES_AS_OF, REGION_FACTORS, SPOT_SHARE } from './prices.ts';

/** What is estimated. */
export interface CostQuestion {
  readonly region: string;
  readonly processingInstanceType: string;
  readonly trainingInstanceType: string;
  readonly endpointInstanceType: string;
  readonly addOns: readonly AddOn[];
  /** How long each job's instance is billed. */
  readonly minutesPerJob: number;
}

/** What one state of a run costs. */
export interface StateCost {
  readonly state: string;
  readonly instanceType: string;
  readonly minutes: number;
  /** In US dollars; null when the table does not have the instance type or the region. */
  readonly dollars: number | null;
  /** On spot capacity; null where there is none, or no price. */
  readonly spotDollars: number | null;
}

/** What a stage costs: an estimate, in US dollars. */
export interface CostEstimate {
  readonly isEstimate: true;
  readonly pricesAsOf: string;
  readonly region: string;
  readonly run: readonly StateCost[];
  /** All states; null when one of them has no price. */
  readonly runDollars: number | null;
  /** With the training on spot capacity. */
  readonly runSpotDollars: number | null;
  /** The endpoint, whether it is asked or not, until it is deleted. */
  readonly endpoint: { readonly instanceType: string; readonly dayDollars: number | null; readonly monthDollars: number | null };
  /** Add-on stacks, in a day in which nothing runs. */
  readonly addOns: readonly { readonly addOn: AddOn; readonly what: string; readonly dayDollars: number | null }[];
  /** What has no price here, and why. */
  readonly unknown: readonly string[];
}

const DAYS_A_MONTH = 30;

/** Estimates what a run, the endpoint it leaves, and the add-on stacks cost. */
export function estimateCost(question: CostQuestion): CostEstimate {
  const { region, addOns, minutesPerJob: minutes } = question;
  const factor = REGION_FACTORS[region];
  const hourly = (instanceType: string): number | null => {
    const dollars = INSTANCE_HOUR_DOLLARS[instanceType];
    return dollars === undefined || factor === undefined ? null : dollars * factor;
  };
  const state = (name: string, instanceType: string, hasSpot = false): StateCost => {
    const hour = hourly(instanceType);
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
    state('Preprocess', question.processingInstanceType),
    state('Train', question.trainingInstanceType, true),
    state('Evaluate', question.processingInstanceType),
  ];
  const endpointHour = hourly(question.endpointInstanceType);
  const dayDollars = endpointHour === null ? null : endpointHour * 24;
  const types = new Set([...run.map(({ instanceType }) => instanceType), question.endpointInstanceType]);
  return {
    isEstimate: true,
    pricesAsOf: PRICES_AS_OF,
    region,
    run,
    runDollars: sum(run.map(({ dollars }) => dollars)),
    runSpotDollars: sum(run.map(({ dollars, spotDollars }) => spotDollars ?? dollars)),
    endpoint: {
      instanceType: question.endpointInstanceType,
      dayDollars,
      monthDollars: dayDollars === null ? null : dayDollars * DAYS_A_MONTH,
    },
    addOns: addOns.map((addOn) => {
      const { what, dollars } = ADD_ON_DAY_DOLLARS[addOn];
      return { addOn, what, dayDollars: factor === undefined ? null : dollars * factor };
    }),
    unknown: [
      ...(factor === undefined ? [`The region ${region} is not in the table of prices`] : []),
      ...[...types]
        .filter((type) => INSTANCE_HOUR_DOLLARS[type] === undefined)
        .map((type) => `The instance type ${type} is not in the table of prices`),
    ],
  };
}

/** Null when a part of it is not known. */
function sum(parts: readonly (number | null)[]): number | null {
  return parts.reduce<number | null>((total, part) => (total === null || part === null ? null : total + part), 0);
}
