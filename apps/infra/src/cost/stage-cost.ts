import { defaultEndpointInstanceType } from '@stepmaker/asl/pipeline';
import { INSTANCE_TYPE_DEFAULTS } from '../constructs/pipeline-parameters.ts';
import { ADD_ONS, type AddOn } from '../stages/stage-config.ts';
import { type StageName, stages } from '../stages/stages.ts';
import { type CostEstimate, estimateCost } from './estimate-cost.ts';
import type { PriceList } from './price-list.ts';
import { SHIPPED_PRICES } from './shipped-prices.ts';

/** Billed time of the instance of a job for data of some thousand rows; a start takes most of it. */
export const MINUTES_PER_JOB = 5;

/** Subject of the estimate, by its name for users. */
export interface StageCostProps {
  readonly stage: StageName;
  readonly region: string;
  /** Add-ons besides the stage's own. @default - none */
  readonly addOns?: readonly AddOn[];
  /** Parameters of the core stack besides the stage's own. @default - none */
  readonly parameters?: Readonly<Record<string, string>>;
  /** @default 5 */
  readonly minutesPerJob?: number;
  /** @default - the prices of this repository */
  readonly prices?: PriceList;
}

/** Estimates what a stage costs with the instance types that it would be deployed with. */
export function stageCost({
  stage,
  region,
  addOns = [],
  parameters = {},
  minutesPerJob = MINUTES_PER_JOB,
  prices = SHIPPED_PRICES,
}: StageCostProps): CostEstimate {
  const config = stages[stage];
  const values: Readonly<Record<string, string | number>> = { ...INSTANCE_TYPE_DEFAULTS, ...config.parameters, ...parameters };
  return estimateCost({
    region,
    processingInstanceType: String(values['ProcessingInstanceType']),
    trainingInstanceType: String(values['TrainingInstanceType']),
    endpointInstanceType: String(values['EndpointInstanceType'] || defaultEndpointInstanceType(region)),
    addOns: ADD_ONS.filter((addOn) => config.addOns?.includes(addOn) || addOns.includes(addOn)),
    minutesPerJob,
    prices,
  });
}
