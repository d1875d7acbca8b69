/** Prices of SageMaker's instances, for other projects of the workspace. */
export type { Component, HourlyDollars, PriceList } from './price-list.ts';
export { downloadCommand, readPrices } from './read-prices.ts';
