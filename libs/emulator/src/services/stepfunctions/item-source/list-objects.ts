import type { Json } from '@stepmaker/asl-interpreter';
import type { SourceCall } from './source-call.ts';

/** An object of a bucket, as a Map state is given it. */
export type ListedObject = Readonly<{ Etag: string; Key: string; LastModified: number; Size: number; StorageClass: string }>;

interface Page {
  readonly Contents?: readonly {
    readonly Key?: string;
    readonly LastModified: Date;
    readonly ETag?: string;
    readonly Size?: number;
    readonly StorageClass?: string;
  }[];
  readonly NextContinuationToken?: string;
}

/** The objects of a bucket that a reader's parameters name, page by page. */
export async function* listObjects(
  { aws, options }: SourceCall,
  parameters: Readonly<Record<string, Json>>,
): AsyncGenerator<ListedObject> {
  let token: string | undefined;
  do {
    const continuation = token === undefined ? {} : { ContinuationToken: token };
    const page = await aws.call<Page>('s3', 'ListObjectsV2', { ...parameters, ...continuation }, options);
    for (const { Key = '', LastModified, ETag = '', Size = 0, StorageClass = 'STANDARD' } of page.Contents ?? [])
      yield { Etag: ETag, Key, LastModified: Math.floor(LastModified.getTime() / 1000), Size, StorageClass };
    token = page.NextContinuationToken;
  } while (token !== undefined);
}
