import { isComponent, type Price, type PriceList, priceList } from './price-list.ts';

/** A product of an offer file. */
interface Product {
  readonly productFamily?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A term of an offer file: what a product costs. */
interface Term {
  readonly priceDimensions?: Readonly<
    Record<string, { readonly unit?: string; readonly pricePerUnit?: Readonly<Record<string, string>> }>
  >;
}

/** The parts of an offer file that are read. */
interface OfferFile {
  readonly offerCode?: string;
  readonly publicationDate?: string;
  readonly products?: Readonly<Record<string, Product>>;
  readonly terms?: { readonly OnDemand?: Readonly<Record<string, Readonly<Record<string, Term>>>> };
}

/**
 * Reads an offer file of SageMaker in JSON, of one region or of all.
 *
 * @throws Error that says what is wrong with the file
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 */
export function parseOfferJson(text: string): PriceList {
  const { offerCode, publicationDate, products, terms } = offerFile(text);
  if (offerCode !== 'AmazonSageMaker') throw new Error(`its offerCode is ${offerCode ?? 'missing'}, and must be AmazonSageMaker`);
  if (publicationDate === undefined || products === undefined || terms?.OnDemand === undefined)
    throw new Error('publicationDate, products or terms.OnDemand are missing: is the file complete?');
  const onDemand = terms.OnDemand;
  const prices = Object.entries(products).flatMap(([sku, product]) =>
    Object.values(onDemand[sku] ?? {}).flatMap((term) => pricesOf(product, term)),
  );
  return priceList(publicationDate.slice(0, 10), prices);
}

function offerFile(text: string): OfferFile {
  try {
    return (JSON.parse(text) ?? {}) as OfferFile;
  } catch (error) {
    throw new Error(`it is not complete JSON (${(error as Error).message})`, { cause: error });
  }
}

function pricesOf({ productFamily, attributes = {} }: Product, { priceDimensions = {} }: Term): readonly Price[] {
  const { component, regionCode: region, instanceName: instanceType } = attributes;
  if (productFamily !== 'ML Instance' || !isComponent(component) || !region || !instanceType) return [];
  return Object.values(priceDimensions)
    .filter(({ unit }) => unit === 'Hrs')
    .map(({ pricePerUnit }) => ({ region, component, instanceType, dollars: Number(pricePerUnit?.['USD']) }))
    .filter(({ dollars }) => dollars > 0);
}
