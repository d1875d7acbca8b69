import { checkAtMostOne, checkedEntries, checkNumber, checkNumberPath, checkOneOf, checkRequired } from './field-checks.ts';
import { checkOtherLanguage } from './fields.ts';
import { isObject, type JsonObject } from './json.ts';
import { checkPayloadTemplate } from './payload-template.ts';
import type { QueryLanguage, Scope } from './scope.ts';

const READER_RESOURCE = /^arn:aws[\w-]*:states:::s3:(?:getObject|listObjectsV2)$/;
const WRITER_RESOURCE = /^arn:aws[\w-]*:states:::s3:putObject$/;
const READER_FIELDS = byLanguage(['Comment', 'Resource', 'ReaderConfig']);
const WRITER_FIELDS = byLanguage(['Comment', 'Resource', 'WriterConfig']);
const BATCHER_FIELDS: Readonly<Record<QueryLanguage, ReadonlySet<string>>> = {
  JSONPath: new Set([
    'MaxItemsPerBatch',
    'MaxItemsPerBatchPath',
    'MaxInputBytesPerBatch',
    'MaxInputBytesPerBatchPath',
    'BatchInput',
  ]),
  JSONata: new Set(['MaxItemsPerBatch', 'MaxInputBytesPerBatch', 'BatchInput']),
};
const CSV_FIELDS = ['CSVHeaderLocation', 'CSVHeaders', 'CSVDelimiter'];
const COMMON_CONFIG = ['InputType', 'MaxItems', 'Transformation', 'ManifestType', 'ItemsPointer'];
const CONFIG_FIELDS: Readonly<Record<QueryLanguage, ReadonlySet<string>>> = {
  JSONPath: new Set([...COMMON_CONFIG, ...CSV_FIELDS, 'MaxItemsPath']),
  JSONata: new Set([...COMMON_CONFIG, ...CSV_FIELDS]),
};
const INPUT_TYPES = ['MANIFEST', 'JSON', 'CSV', 'JSONL', 'PARQUET'];
const MAX_ITEMS = 100_000_000;
const MAX_BATCH_BYTES = 262_144;

function byLanguage(common: readonly string[]): Readonly<Record<QueryLanguage, ReadonlySet<string>>> {
  return { JSONPath: new Set([...common, 'Parameters']), JSONata: new Set([...common, 'Arguments']) };
}

/** Checks where a distributed Map reads its items. */
export function checkItemReader(reader: unknown, language: QueryLanguage, at: string, scope: Scope): void {
  if (!isGiven(reader, at, scope)) return;
  const { diagnostics } = scope;
  checkRequired(reader, ['Resource'], at, diagnostics);
  checkOtherLanguage(reader, language, READER_FIELDS, at, diagnostics);
  checkResource(reader['Resource'], READER_RESOURCE, ['getObject', 'listObjectsV2'], `${at}/Resource`, scope);
  if (language === 'JSONPath') checkPayloadTemplate(reader['Parameters'], `${at}/Parameters`, scope);
  checkReaderConfig(reader['ReaderConfig'], language, `${at}/ReaderConfig`, scope);
}

function checkReaderConfig(config: unknown, language: QueryLanguage, at: string, scope: Scope): void {
  if (!isGiven(config, at, scope)) return;
  const { diagnostics } = scope;
  checkOtherLanguage(config, language, CONFIG_FIELDS, at, diagnostics);
  const { InputType: inputType, ManifestType: manifestType } = config;
  if (inputType !== undefined && !INPUT_TYPES.includes(inputType as string))
    diagnostics.schema(`${at}/InputType`, `The field 'InputType' should have one of these values: [${INPUT_TYPES.join(', ')}]`);
  checkOneOf(config, 'ManifestType', ['ATHENA_DATA', 'S3_INVENTORY'], at, diagnostics);
  checkOneOf(config, 'Transformation', ['NONE', 'LOAD_AND_FLATTEN'], at, diagnostics);
  checkOneOf(config, 'CSVDelimiter', ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'], at, diagnostics);
  checkOneOf(config, 'CSVHeaderLocation', ['FIRST_ROW', 'GIVEN'], at, diagnostics);
  checkNumber(config, 'MaxItems', { min: 0, max: MAX_ITEMS, jsonata: language === 'JSONata' }, at, diagnostics);
  if (language === 'JSONPath') {
    checkAtMostOne(config, ['MaxItems', 'MaxItemsPath'], at, diagnostics);
    checkNumberPath(config, 'MaxItemsPath', at, scope);
  }
  checkCsv(config, at, diagnostics);
  if (manifestType === 'S3_INVENTORY' && inputType !== undefined && inputType !== 'MANIFEST')
    diagnostics.schema(at, "The field 'InputType' is not supported for an S3 inventory: it is always CSV");
}

function checkCsv(config: JsonObject, at: string, diagnostics: Scope['diagnostics']): void {
  if (config['InputType'] === 'CSV') {
    if (config['CSVHeaderLocation'] === undefined)
      diagnostics.schema(at, "The field 'CSVHeaderLocation' is required but was missing");
    if (config['CSVHeaderLocation'] === 'GIVEN') checkRequired(config, ['CSVHeaders'], at, diagnostics);
    const headers = checkedEntries(config, 'CSVHeaders', at, diagnostics);
    if (headers.some((header) => typeof header !== 'string'))
      diagnostics.schema(`${at}/CSVHeaders`, 'Expected value of type [STRING]');
    return;
  }
  for (const name of CSV_FIELDS) if (config[name] !== undefined) diagnostics.schema(at, `Field '${name}' is not supported`);
}

/** Checks how a distributed Map puts its items together. */
export function checkItemBatcher(batcher: unknown, language: QueryLanguage, at: string, scope: Scope): void {
  if (!isGiven(batcher, at, scope)) return;
  const { diagnostics } = scope;
  checkOtherLanguage(batcher, language, BATCHER_FIELDS, at, diagnostics);
  const jsonata = language === 'JSONata';
  checkNumber(batcher, 'MaxItemsPerBatch', { min: 0, max: MAX_ITEMS, jsonata }, at, diagnostics);
  checkNumber(batcher, 'MaxInputBytesPerBatch', { min: 0, max: MAX_BATCH_BYTES, jsonata }, at, diagnostics);
  if (jsonata) return;
  for (const name of ['MaxItemsPerBatch', 'MaxInputBytesPerBatch']) {
    checkAtMostOne(batcher, [name, `${name}Path`], at, diagnostics);
    checkNumberPath(batcher, `${name}Path`, at, scope);
  }
  checkPayloadTemplate(batcher['BatchInput'], `${at}/BatchInput`, scope);
}

/** Checks where a distributed Map writes its results, and how. */
export function checkResultWriter(writer: unknown, language: QueryLanguage, at: string, scope: Scope): void {
  if (!isGiven(writer, at, scope)) return;
  const { diagnostics } = scope;
  checkOtherLanguage(writer, language, WRITER_FIELDS, at, diagnostics);
  checkResource(writer['Resource'], WRITER_RESOURCE, ['putObject'], `${at}/Resource`, scope);
  const field = language === 'JSONPath' ? 'Parameters' : 'Arguments';
  if (writer['Resource'] !== undefined) checkRequired(writer, [field], at, diagnostics);
  if (language === 'JSONPath') checkPayloadTemplate(writer['Parameters'], `${at}/Parameters`, scope);
  const config = writer['WriterConfig'];
  if (!isGiven(config, `${at}/WriterConfig`, scope)) return;
  checkRequired(config, ['Transformation', 'OutputType'], `${at}/WriterConfig`, diagnostics);
  checkOneOf(config, 'Transformation', ['NONE', 'COMPACT', 'FLATTEN'], `${at}/WriterConfig`, diagnostics);
  checkOneOf(config, 'OutputType', ['JSON', 'JSONL'], `${at}/WriterConfig`, diagnostics);
}

function isGiven(value: unknown, at: string, { diagnostics }: Scope): value is JsonObject {
  if (isObject(value)) return true;
  if (value !== undefined) diagnostics.schema(at, 'Expected value of type [OBJECT]');
  return false;
}

function checkResource(resource: unknown, pattern: RegExp, actions: readonly string[], at: string, { diagnostics }: Scope): void {
  if (resource === undefined || (typeof resource === 'string' && pattern.test(resource))) return;
  const examples = actions.map((action) => `arn:<partition>:states:::s3:${action}`).join(', ');
  diagnostics.schema(at, `The field 'Resource' does not match any of the allowed values. Examples: [${examples}]`);
}
