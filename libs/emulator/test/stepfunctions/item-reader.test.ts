import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARQUET_FILES } from './parquet-files.ts';
import { TestMachines } from './test-machines.ts';

const CSV = 'name,size\na,1\nb,2\n';
const CSV_ROWS = [
  { name: 'a', size: '1' },
  { name: 'b', size: '2' },
];
const LINES = '{"n":1}\n{"n":2}\n';
const PARQUET_ROWS = [
  { id: 1, name: 'a', score: 1.5, ok: true, at: '2026-01-02T03:04:05.000Z', tags: ['x', 'y'] },
  { id: 9007199254740992, name: null, score: 2, ok: false, at: null, tags: [] },
];
const FIRST_ROW = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };
const inventory = (fileFormat: string, ...keys: string[]): string =>
  JSON.stringify({
    sourceBucket: 'source',
    destinationBucket: 'arn:aws:s3:::sources',
    version: '2016-11-30',
    fileFormat,
    fileSchema: 'Bucket, Key, Size',
    files: keys.map((key) => ({ key, size: 1, MD5checksum: '' })),
  });

const objects: Readonly<Record<string, string | Uint8Array>> = {
  'rows.csv': CSV,
  'rows.csv.gz': gzipSync(CSV),
  'rows.csv.zst': zstdCompressSync(CSV),
  'rows.psv': 'a|1\nb|2\n',
  'rows.jsonl': LINES,
  'rows.jsonl.gz': gzipSync(LINES),
  'rows.json': JSON.stringify({ page: { rows: [1, 2, 3] } }),
  'snappy.parquet': PARQUET_FILES.snappy,
  'gzip.parquet': PARQUET_FILES.gzip,
  'zstd.parquet': PARQUET_FILES.zstd,
  'inventory/csv.json': inventory('CSV', 'inventory/1.csv.gz', 'inventory/2.csv.gz'),
  'inventory/1.csv.gz': gzipSync('"source","a.txt","1"\n'),
  'inventory/2.csv.gz': gzipSync('"source","b.txt","2"\n'),
  'inventory/parquet.json': inventory('Parquet', 'snappy.parquet'),
  'inventory/orc.json': inventory('ORC', 'inventory/1.orc'),
  'inventory/broken.json': 'not JSON',
  'inventory/short.json': '{}',
  'athena/manifest.csv': '"s3://sources/rows.jsonl"\ns3://sources/rows.jsonl.gz\n',
  'athena/broken.csv': 'no address\n',
  'list/': '',
  'list/1.jsonl': '{"n":1}\n',
  'list/2.jsonl': '{"n":2}\n{"n":3}\n',
};

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
  const options = { caller: testMachines.emulator.rootCaller };
  await testMachines.emulator.aws.call('s3', 'CreateBucket', { Bucket: 'sources' }, options);
  for (const [Key, content] of Object.entries(objects))
    await testMachines.emulator.aws.call(
      's3',
      'PutObject',
      { Bucket: 'sources', Key, Body: Buffer.from(content as string) },
      options,
    );
});
afterAll(() => testMachines[Symbol.asyncDispose]());

/** What a Distributed Map makes of a source: the items, each as it is. */
const read = (ReaderConfig: object, parameters: object, operation = 'getObject') =>
  testMachines.run(
    {
      Each: {
        Type: 'Map',
        ItemReader: {
          Resource: `arn:aws:states:::s3:${operation}`,
          ReaderConfig,
          Parameters: { Bucket: 'sources', ...parameters },
        },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
          StartAt: 'One',
          States: { One: { Type: 'Pass', End: true } },
        },
        End: true,
      },
    },
    { max: -1 },
  );

describe('an item reader', () => {
  it.each([
    { what: 'CSV', key: 'rows.csv', config: FIRST_ROW, items: CSV_ROWS },
    { what: 'CSV in gzip', key: 'rows.csv.gz', config: FIRST_ROW, items: CSV_ROWS },
    { what: 'CSV in zstd', key: 'rows.csv.zst', config: FIRST_ROW, items: CSV_ROWS },
    {
      what: 'CSV with a delimiter and headers of the definition',
      key: 'rows.psv',
      config: { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['name', 'size'], CSVDelimiter: 'PIPE' },
      items: CSV_ROWS,
    },
    { what: 'JSON lines', key: 'rows.jsonl', config: { InputType: 'JSONL' }, items: [{ n: 1 }, { n: 2 }] },
    { what: 'JSON lines in gzip', key: 'rows.jsonl.gz', config: { InputType: 'JSONL' }, items: [{ n: 1 }, { n: 2 }] },
    {
      what: 'JSON behind a pointer',
      key: 'rows.json',
      config: { InputType: 'JSON', ItemsPointer: '/page/rows' },
      items: [1, 2, 3],
    },
    { what: 'no more than MaxItems', key: 'rows.csv', config: { ...FIRST_ROW, MaxItems: 1 }, items: CSV_ROWS.slice(0, 1) },
    { what: 'Parquet in Snappy', key: 'snappy.parquet', config: { InputType: 'PARQUET' }, items: PARQUET_ROWS },
    { what: 'Parquet in gzip', key: 'gzip.parquet', config: { InputType: 'PARQUET' }, items: PARQUET_ROWS },
    { what: 'Parquet in zstd', key: 'zstd.parquet', config: { InputType: 'PARQUET' }, items: PARQUET_ROWS },
    {
      what: 'no more rows of Parquet than MaxItems',
      key: 'snappy.parquet',
      config: { InputType: 'PARQUET', MaxItems: 1 },
      items: PARQUET_ROWS.slice(0, 1),
    },
    {
      what: 'an S3 inventory of CSV',
      key: 'inventory/csv.json',
      config: { InputType: 'MANIFEST' },
      items: [
        { Bucket: 'source', Key: 'a.txt', Size: '1' },
        { Bucket: 'source', Key: 'b.txt', Size: '2' },
      ],
    },
    {
      what: 'no more of an S3 inventory than MaxItems',
      key: 'inventory/csv.json',
      config: { InputType: 'MANIFEST', MaxItems: 1 },
      items: [{ Bucket: 'source', Key: 'a.txt', Size: '1' }],
    },
    {
      what: 'an S3 inventory of Parquet',
      key: 'inventory/parquet.json',
      config: { InputType: 'MANIFEST', ManifestType: 'S3_INVENTORY' },
      items: PARQUET_ROWS,
    },
    {
      what: 'what Athena unloaded',
      key: 'athena/manifest.csv',
      config: { InputType: 'JSONL', ManifestType: 'ATHENA_DATA' },
      items: [{ n: 1 }, { n: 2 }, { n: 1 }, { n: 2 }],
    },
  ])('reads $what', async ({ key, config, items }) => {
    const { output } = await read(config, { Key: key });

    expect(JSON.parse(output ?? 'null')).toEqual(items);
  });

  it('reads what is in the objects of a list', async () => {
    const { output } = await read(
      { InputType: 'JSONL', Transformation: 'LOAD_AND_FLATTEN' },
      { Prefix: 'list/' },
      'listObjectsV2',
    );

    expect(JSON.parse(output ?? 'null')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it.each([
    { key: 'rows.csv', config: { InputType: 'PARQUET' }, cause: /^The content of the item source is not valid Parquet: / },
    { key: 'inventory/orc.json', config: { InputType: 'MANIFEST' }, cause: /^S3 inventories in the format ORC cannot be read/ },
    { key: 'inventory/broken.json', config: { InputType: 'MANIFEST' }, cause: /is not valid JSON/ },
    {
      key: 'inventory/short.json',
      config: { InputType: 'MANIFEST' },
      cause: /must have destinationBucket, fileFormat and files/,
    },
    { key: 'rows.csv', config: { ...FIRST_ROW, MaxItemsPath: '$.max' }, cause: /^field MaxItems must be positive$/ },
    {
      key: 'athena/broken.csv',
      config: { ...FIRST_ROW, ManifestType: 'ATHENA_DATA' },
      cause: /names no object in S3: no address/,
    },
  ])('says what is wrong with $key', async ({ key, config, cause }) => {
    const failed = await read(config, { Key: key });

    expect(failed).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed', cause: expect.stringMatching(cause) });
  });
});
