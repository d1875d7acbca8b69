import { COMPONENTS, type Price, type PriceList, priceList } from './price-list.ts';

/** Families that fit data of some thousand rows, and a few accelerators. */
const FAMILIES = /^ml\.(t2|t3|m4|m5|m6i|m7i|c5|c6i|c7i|r5|g4dn|g5|p3)\./;

/**
 * Makes one small price list of several: the families that a pipeline like this runs on.
 *
 * @returns a list dated as the oldest of them
 */
export function extractPrices(lists: readonly PriceList[]): PriceList {
  const [oldest = ''] = lists.map(({ publicationDate }) => publicationDate).toSorted();
  return priceList(
    oldest,
    lists.flatMap(pricesIn).filter(({ instanceType }) => FAMILIES.test(instanceType)),
  );
}

function pricesIn({ regions }: PriceList): readonly Price[] {
  return Object.entries(regions).flatMap(([region, components]) =>
    COMPONENTS.flatMap((component) =>
      Object.entries(components[component] ?? {}).map(([instanceType, dollars]) => ({
        region,
        component,
        instanceType,
        dollars,
      })),
    ),
  );
}
