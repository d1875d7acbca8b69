import { type Component, downloadCommand, type PriceList, readPrices } from '@stepmaker/infra/prices';

/** The default of an endpoint in regions without T2; it is cheaper in the others. */
const DEAREST_DEFAULT = 'ml.m5.large';

/** Component of each instance type parameter. */
const COMPONENTS: Readonly<Record<string, Component>> = {
  ProcessingInstanceType: 'Processing',
  TrainingInstanceType: 'Training',
  EndpointInstanceType: 'Hosting',
};

/** An instance type that may not be used here. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
}

/** Spending limit of a run, and its region. */
export interface BudgetOptions {
  readonly region: string;
  /** The most that an instance may cost, in US dollars. */
  readonly dollarsPerHour: number;
  /** An offer file of AWS's price list, JSON or CSV. @default - `STEPMAKER_E2E_PRICES`, else the prices of this repository */
  readonly priceFile?: string | undefined;
}

/** Refuses instance types that cost too much in the region of the run, or whose price is not in the price list. */
export class Budget {
  readonly #region: string;
  readonly #dollarsPerHour: number;
  readonly #prices: PriceList;

  /** @throws Error of one line when the price file cannot be read */
  constructor({ region, dollarsPerHour, priceFile = process.env['STEPMAKER_E2E_PRICES'] }: BudgetOptions) {
    this.#region = region;
    this.#dollarsPerHour = dollarsPerHour;
    this.#prices = readPrices(priceFile);
  }

  /** Checks every instance type of a template's parameters or of an execution's input. @throws BudgetError */
  check(values: Readonly<Record<string, unknown>>): void {
    for (const [name, component] of Object.entries(COMPONENTS)) {
      const value = values[name];
      if (typeof value === 'string') this.#checkInstanceType(component, value || DEAREST_DEFAULT);
    }
  }

  #checkInstanceType(component: Component, instanceType: string): void {
    const known = this.#prices.regions[this.#region]?.[component] ?? {};
    const price = known[instanceType];
    if (price === undefined)
      throw new BudgetError(
        `The price list of ${this.#prices.publicationDate} has no price of ${instanceType} for ${component} in ${this.#region}, so it is not used. Set STEPMAKER_E2E_PRICES to a newer list: ${downloadCommand(this.#region)}`,
      );
    if (price > this.#dollarsPerHour)
      throw new BudgetError(
        `${instanceType} costs about $${price} an hour, more than the $${this.#dollarsPerHour} of STEPMAKER_E2E_DOLLARS_PER_HOUR`,
      );
  }
}
