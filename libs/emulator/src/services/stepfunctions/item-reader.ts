import type { Json, ReadItemsCommand } from '@stepmaker/asl-interpreter';
import { decodeItems } from '@stepmaker/asl-interpreter';

import type { Caller } from '../../core/caller.ts';
import type { Aws } from '../../core/runtime.ts';
import { textOfBlob } from './integrations/response-shape.ts';

interface CallOptions {
  readonly caller: Caller;
  readonly region: string;
}

/**
 * Reads the items of a Distributed Map from S3: the content of an object, or the list of a bucket's objects.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
export async function readItems(aws: Aws, options: CallOptions, command: ReadItemsCommand): Promise<readonly Json[]> {
  const parameters = command.parameters as { readonly Bucket?: string; readonly Key?: string; readonly Prefix?: string };
  const config = (command.readerConfig ?? {}) as { readonly [key: string]: Json };
  if (command.resource.endsWith('listObjectsV2')) return listObjects(aws, options, parameters, config['MaxItems']);
  const { Bucket, Key } = parameters;
  const { Body } = await aws.call<{ Body: unknown }>('s3', 'GetObject', { Bucket, Key }, options);
  return decodeItems(await textOfBlob(Body), config);
}

interface Listing {
  readonly Contents?: readonly {
    readonly Key?: string;
    readonly LastModified?: Date;
    readonly ETag?: string;
    readonly Size?: number;
    readonly StorageClass?: string;
  }[];
  readonly NextContinuationToken?: string;
}

async function listObjects(
  aws: Aws,
  options: CallOptions,
  parameters: { readonly Bucket?: string; readonly Prefix?: string },
  maxItems: Json | undefined,
): Promise<readonly Json[]> {
  const most = typeof maxItems === 'number' && maxItems > 0 ? maxItems : Number.POSITIVE_INFINITY;
  const items: Json[] = [];
  let token: string | undefined;
  do {
    const page: Listing = await aws.call<Listing>(
      's3',
      'ListObjectsV2',
      { ...parameters, ...(token === undefined ? {} : { ContinuationToken: token }) },
      options,
    );
    for (const { Key, LastModified, ETag, Size, StorageClass } of page.Contents ?? []) {
      items.push({
        Etag: ETag ?? '',
        Key: Key ?? '',
        LastModified: Math.floor((LastModified?.getTime() ?? 0) / 1000),
        Size: Size ?? 0,
        StorageClass: StorageClass ?? 'STANDARD',
      });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined && items.length < most);
  return items.slice(0, most);
}
