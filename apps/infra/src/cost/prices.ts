import type { AddOn } from '../stages/stage-config.ts';

/** When these prices were noted. AWS changes them; its pages have the last word. */
export const PRICES_AS_OF = '2025-01';

/**
 * What an instance of SageMaker costs by the hour in us-east-1, in US dollars, on demand, without the free tier: the same for processing,
 * training and hosting as far as an instance is offered there. Noted by hand from AWS's public page.
 *
 * @see https://aws.amazon.com/sagemaker/ai/pricing/
 */
export const INSTANCE_HOUR_DOLLARS: Readonly<Record<string, number>> = {
  'ml.t2.medium': 0.056,
  'ml.t2.large': 0.111,
  'ml.t2.xlarge': 0.223,
  'ml.t2.2xlarge': 0.445,
  'ml.t3.medium': 0.05,
  'ml.t3.large': 0.1,
  'ml.t3.xlarge': 0.2,
  'ml.t3.2xlarge': 0.399,
  'ml.m4.xlarge': 0.24,
  'ml.m4.2xlarge': 0.48,
  'ml.m4.4xlarge': 0.96,
  'ml.m5.large': 0.115,
  'ml.m5.xlarge': 0.23,
  'ml.m5.2xlarge': 0.461,
  'ml.m5.4xlarge': 0.922,
  'ml.m5.12xlarge': 2.765,
  'ml.m5.24xlarge': 5.53,
  'ml.c5.large': 0.102,
  'ml.c5.xlarge': 0.204,
  'ml.c5.2xlarge': 0.408,
  'ml.c5.4xlarge': 0.816,
  'ml.c5.9xlarge': 1.836,
  'ml.c5.18xlarge': 3.672,
  'ml.r5.large': 0.151,
  'ml.r5.xlarge': 0.302,
  'ml.r5.2xlarge': 0.605,
  'ml.r5.4xlarge': 1.21,
  'ml.g4dn.xlarge': 0.736,
  'ml.g4dn.2xlarge': 0.94,
  'ml.g4dn.4xlarge': 1.505,
  'ml.g5.xlarge': 1.408,
  'ml.g5.2xlarge': 1.515,
  'ml.g5.4xlarge': 2.03,
  'ml.p3.2xlarge': 3.825,
  'ml.p3.8xlarge': 14.688,
};

/** How much dearer than us-east-1 a region is, by the price of ml.m5.large there. */
export const REGION_FACTORS: Readonly<Record<string, number>> = {
  'us-east-1': 1,
  'us-east-2': 1,
  'us-west-2': 1,
  'us-west-1': 1.17,
  'ca-central-1': 1.11,
  'eu-west-1': 1.11,
  'eu-west-2': 1.16,
  'eu-west-3': 1.17,
  'eu-central-1': 1.2,
  'eu-north-1': 1.07,
  'ap-south-1': 1.05,
  'ap-northeast-1': 1.29,
  'ap-southeast-1': 1.25,
  'ap-southeast-2': 1.25,
  'sa-east-1': 1.6,
};

/** The part of the price on demand that spot capacity usually costs; it changes by the hour, and AWS promises none. */
export const SPOT_SHARE = 0.35;

/** What an add-on stack costs in a day while nothing runs. */
export interface AddOnCost {
  readonly what: string;
  /** In us-east-1. */
  readonly dollars: number;
}

export const ADD_ON_DAY_DOLLARS: Readonly<Record<AddOn, AddOnCost>> = {
  /** Three interface endpoints in two zones, 0.01 an hour each. */
  network: { what: '3 interface endpoints in 2 zones', dollars: 3 * 2 * 0.01 * 24 },
  /** Data events bill by the event: 0.10 for 100,000. */
  governance: { what: 'by the gigabyte and the event', dollars: 0 },
  /** Six alarms of 0.10 and a dashboard of 3.00 a month. */
  observability: { what: '6 alarms and a dashboard', dollars: (6 * 0.1 + 3) / 30 },
  triggers: { what: 'by the start, far below a cent', dollars: 0 },
};
