/** What an instance of SageMaker is paid for. The names are those of AWS's price list, in its attribute `component`. */
export const COMPONENTS = ['Processing', 'Training', 'Hosting'] as const;
export type Component = (typeof COMPONENTS)[number];

/** Prices of one hour on demand in US dollars, by instance type, such as `ml.m5.large`. */
export type HourlyDollars = Readonly<Record<string, number>>;

/** Prices of SageMaker's instances by region. */
export interface PriceList {
  /** Publication date of the prices: a date, or a month. */
  readonly publicationDate: string;
  /** Prices by region code, such as `eu-west-1`. */
  readonly regions: Readonly<Record<string, Readonly<Partial<Record<Component, HourlyDollars>>>>>;
}

/** One hourly price of a price list. */
export interface Price {
  readonly region: string;
  readonly component: Component;
  readonly instanceType: string;
  readonly dollars: number;
}

/** Whether a component is one that the pipeline pays for. */
export function isComponent(text: string | undefined): text is Component {
  return (COMPONENTS as readonly (string | undefined)[]).includes(text);
}

/** Collects prices by region. Of an instance type with two different prices, none is kept. */
export function priceList(publicationDate: string, prices: readonly Price[]): PriceList {
  const found = new Map<string, Price>();
  const ambiguous = new Set<string>();
  for (const price of prices) {
    const key = [price.region, price.component, price.instanceType].join(' ');
    if ((found.get(key)?.dollars ?? price.dollars) !== price.dollars) ambiguous.add(key);
    found.set(key, price);
  }
  const regions: Record<string, Partial<Record<Component, Record<string, number>>>> = {};
  for (const [key, { region, component, instanceType, dollars }] of [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (ambiguous.has(key)) continue;
    const components = regions[region] ?? {};
    regions[region] = { ...components, [component]: { ...components[component], [instanceType]: dollars } };
  }
  return { publicationDate, regions };
}
