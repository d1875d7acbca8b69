import { isJsonObject, type Json } from '../json.ts';
import { parseCsv } from './parse-csv.ts';

/**
 * Decodes the content of an object that an ItemReader reads, as its ReaderConfig says: CSV, JSON or JSON lines.
 *
 * @param text the content of the object
 * @param readerConfig as a {@link ReadItemsCommand} gives it
 * @throws Error with the cause for `States.ItemReaderFailed`
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 * @public
 */
export function decodeItems(text: string, readerConfig: Json): readonly Json[] {
  const config = isJsonObject(readerConfig) ? readerConfig : {};
  const limit = Number(config['MaxItems'] ?? 0) || Number.POSITIVE_INFINITY;
  if (limit < 0) throw new Error('field MaxItems must be positive');
  switch (config['InputType'] ?? 'JSON') {
    case 'CSV':
      return parseCsv(text, config).slice(0, limit);
    case 'JSONL':
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(0, limit)
        .map((line) => parse(line));
    case 'JSON':
      return jsonItems(parse(text), config['ItemsPointer']).slice(0, limit);
    default:
      throw new Error(`The InputType ${JSON.stringify(config['InputType'])} is not supported.`);
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Error('The content of the item source is not valid JSON.');
  }
}

function jsonItems(document: Json, pointer: Json | undefined): readonly Json[] {
  let items: Json | undefined = document;
  if (typeof pointer === 'string' && pointer !== '') {
    for (const step of pointer.split('/').slice(1)) {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      items = Array.isArray(items)
        ? items[Number(name)]
        : isJsonObject(items) && Object.hasOwn(items, name)
          ? items[name]
          : undefined;
    }
  }
  if (Array.isArray(items)) return items;
  if (isJsonObject(items)) return Object.entries(items).map(([Key, Value]) => ({ Key, Value }));
  throw new Error('Attempting to map over non-iterable node.');
}
