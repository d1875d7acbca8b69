import { parse } from 'csv-parse/sync';
import { isComponent, type PriceList, priceList } from './price-list.ts';

/** Rows with facts about the file, before the row with the names of the columns. */
const METADATA_ROWS = 5;

/** Columns that are read, as AWS writes them apart from capitals and spaces: `Region Code` is `regioncode`. */
const COLUMNS = ['termtype', 'unit', 'priceperunit', 'currency', 'productfamily', 'regioncode', 'component', 'instancename'];

/**
 * Reads an offer file of SageMaker in CSV, of one region or of all.
 *
 * @throws Error that says what is wrong with the file
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 */
export function parseOfferCsv(text: string): PriceList {
  const rows = parse(text, { bom: true, relaxColumnCount: true, skipEmptyLines: true });
  const facts = Object.fromEntries(rows.slice(0, METADATA_ROWS).map(([name = '', value = '']) => [plain(name), value]));
  if (facts['offercode'] !== 'AmazonSageMaker')
    throw new Error(`its OfferCode is ${facts['offercode'] ?? 'missing'}, and must be AmazonSageMaker`);
  const [names = [], ...records] = rows.slice(METADATA_ROWS);
  const columns = names.map(plain);
  const missing = COLUMNS.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new Error(`it lacks the columns ${missing.join(', ')}`);
  if (records.some((record) => record.length !== columns.length)) throw new Error('a row has too few or too many columns');
  const prices = records.flatMap((record) => {
    const cell = Object.fromEntries(columns.map((name, index) => [name, record[index] ?? '']));
    const { component, regioncode: region = '', instancename: instanceType = '', priceperunit } = cell;
    const isHourly = cell['termtype'] === 'OnDemand' && cell['unit'] === 'Hrs' && cell['currency'] === 'USD';
    const dollars = Number(priceperunit);
    if (!isHourly || cell['productfamily'] !== 'ML Instance' || !isComponent(component)) return [];
    return region === '' || instanceType === '' || !(dollars > 0) ? [] : [{ region, component, instanceType, dollars }];
  });
  return priceList((facts['publicationdate'] ?? '').slice(0, 10), prices);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(' ', '');
}
