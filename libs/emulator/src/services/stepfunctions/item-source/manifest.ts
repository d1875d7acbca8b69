import type { Json } from '@stepmaker/asl-interpreter';
import { decodeObject, type ReaderConfig } from './decode-object.ts';
import { type ObjectPlace, objectBytes, type SourceCall, unreadable } from './source-call.ts';

/** The part of an S3 inventory's manifest that is read. */
interface InventoryManifest {
  readonly destinationBucket: string;
  readonly fileFormat: string;
  readonly fileSchema: string;
  readonly files: readonly { readonly key: string }[];
}

/**
 * The rows of an S3 inventory, file by file: one object for each object of the bucket that was listed.
 *
 * @throws AwsError with the cause for `States.ItemReaderFailed`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
export async function* inventoryItems(call: SourceCall, place: ObjectPlace): AsyncGenerator<Json> {
  const manifest = manifestOf(await objectBytes(call, place));
  const Bucket = manifest.destinationBucket.replace(/^arn:[^:]*:s3:::/, '');
  const headers = manifest.fileSchema.split(',').map((name) => name.trim());
  const config: ReaderConfig =
    manifest.fileFormat === 'Parquet'
      ? { InputType: 'PARQUET' }
      : { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: headers };
  for (const { key } of manifest.files) {
    const content = await objectBytes(call, { Bucket, Key: key });
    yield* await decodeObject(content, config);
  }
}

function manifestOf(content: Buffer): InventoryManifest {
  let manifest: Partial<InventoryManifest>;
  try {
    manifest = JSON.parse(content.toString()) as Partial<InventoryManifest>;
  } catch {
    throw unreadable('The manifest of the S3 inventory is not valid JSON.');
  }
  const { destinationBucket, fileFormat, fileSchema = '', files } = manifest;
  if (destinationBucket === undefined || !Array.isArray(files))
    throw unreadable('The manifest of the S3 inventory must have destinationBucket, fileFormat and files.');
  if (fileFormat !== 'CSV' && fileFormat !== 'Parquet')
    throw unreadable(`S3 inventories in the format ${fileFormat} cannot be read: CSV and Parquet can.`);
  return { destinationBucket, fileFormat, fileSchema, files };
}

/**
 * The rows of what an Athena query unloaded: of each data file that its manifest names, one URI a line.
 *
 * @throws AwsError with the cause for `States.ItemReaderFailed`
 * @see https://docs.aws.amazon.com/athena/latest/ug/unload.html
 */
export async function* athenaItems(call: SourceCall, place: ObjectPlace, config: ReaderConfig): AsyncGenerator<Json> {
  const manifest = (await objectBytes(call, place)).toString();
  for (const line of manifest.split('\n').map((text) => text.trim().replace(/^"(.*)"$/, '$1'))) {
    if (line === '') continue;
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(line) ?? [];
    if (Bucket === undefined || Key === undefined) throw unreadable(`The manifest names no object in S3: ${line}`);
    yield* await decodeObject(await objectBytes(call, { Bucket, Key }), config);
  }
}
