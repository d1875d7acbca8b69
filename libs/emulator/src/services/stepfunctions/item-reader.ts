import type { Json, ReadItemsCommand } from '@stepmaker/asl-interpreter';
import type { Caller } from '../../core/caller.ts';
import type { Aws } from '../../core/runtime.ts';
import { decodeObject, type ReaderConfig } from './item-source/decode-object.ts';
import { listObjects } from './item-source/list-objects.ts';
import { athenaItems, inventoryItems } from './item-source/manifest.ts';
import { type ObjectPlace, objectBytes, type SourceCall, unreadable } from './item-source/source-call.ts';

/**
 * Reads the items of a Distributed Map from S3: the content of an object, the objects that a manifest names, or the list of a bucket's
 * objects and, with `LOAD_AND_FLATTEN`, what is in them.
 *
 * @throws AwsError with the cause for `States.ItemReaderFailed`
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
export async function readItems(
  aws: Aws,
  options: { readonly caller: Caller; readonly region: string },
  command: ReadItemsCommand,
): Promise<readonly Json[]> {
  const call = { aws, options };
  const config = command.readerConfig as ReaderConfig;
  const parameters = command.parameters as Readonly<Record<string, Json>>;
  const items = command.resource.endsWith('listObjectsV2')
    ? listed(call, parameters, config)
    : contained(call, parameters as unknown as ObjectPlace, config);
  const max = Number(config['MaxItems'] ?? 0) || Number.POSITIVE_INFINITY;
  if (max < 0) throw unreadable('field MaxItems must be positive');
  const read: Json[] = [];
  for await (const item of items) {
    if (read.length >= max) break;
    read.push(item);
  }
  return read;
}

async function* listed(call: SourceCall, parameters: Readonly<Record<string, Json>>, config: ReaderConfig): AsyncGenerator<Json> {
  if (config['Transformation'] !== 'LOAD_AND_FLATTEN') {
    yield* listObjects(call, parameters);
    return;
  }
  for await (const { Key, Size } of listObjects(call, parameters)) {
    // A folder made in the console is an object too, and holds nothing.
    if (Size === 0) continue;
    yield* await decodeObject(await objectBytes(call, { Bucket: String(parameters['Bucket']), Key }), config);
  }
}

async function* contained(call: SourceCall, place: ObjectPlace, config: ReaderConfig): AsyncGenerator<Json> {
  if (config['ManifestType'] === 'ATHENA_DATA') yield* athenaItems(call, place, config);
  else if (config['ManifestType'] === 'S3_INVENTORY' || config['InputType'] === 'MANIFEST') yield* inventoryItems(call, place);
  else yield* await decodeObject(await objectBytes(call, place), config);
}
