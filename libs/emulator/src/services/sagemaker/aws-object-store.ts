import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type ObjectStore, ObjectStoreError, type StoredObject } from '@stepmaker/sagemaker-jobs/container';
import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import type { Aws } from '../../core/runtime.ts';

interface ListObjectsV2Output {
  readonly Contents?: readonly { readonly Key: string; readonly Size: number }[];
  readonly NextContinuationToken?: string;
}

/**
 * The S3 of this server as the object store of a job, called in process as `caller`, whose permissions count.
 *
 * @param kmsKeyId encrypts what is written; without it the bucket's own default does
 */
export function createAwsObjectStore(aws: Aws, caller: Caller, region: string, kmsKeyId = ''): ObjectStore {
  const encryption = kmsKeyId === '' ? {} : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyId };
  const call = async <Output>(operation: string, input: object): Promise<Output> => {
    try {
      return await aws.call<Output>('s3', operation, input, { caller, region });
    } catch (error) {
      if (error instanceof AwsError) throw new ObjectStoreError(error.code, error.message, { cause: error });
      throw error;
    }
  };

  return {
    async *list(bucket, prefix): AsyncGenerator<StoredObject> {
      let token: string | undefined;
      do {
        const page: ListObjectsV2Output = await call('ListObjectsV2', {
          Bucket: bucket,
          Prefix: prefix,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        });
        for (const { Key, Size } of page.Contents ?? []) yield { key: Key, size: Size };
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },

    async get(bucket, key) {
      const { Body } = await call<{ readonly Body?: Readable | Uint8Array }>('GetObject', { Bucket: bucket, Key: key });
      return Body instanceof Readable ? Body : Readable.from([Body ?? new Uint8Array()]);
    },

    async size(bucket, key) {
      try {
        const { ContentLength } = await call<{ readonly ContentLength: number }>('HeadObject', { Bucket: bucket, Key: key });
        return ContentLength;
      } catch (error) {
        const { cause } = error as Error;
        if (cause instanceof AwsError && cause.httpStatus === 404) return undefined;
        throw error;
      }
    },

    async putFile(bucket, key, path) {
      const { size } = await stat(path);
      await call('PutObject', { Bucket: bucket, Key: key, Body: createReadStream(path), ContentLength: size, ...encryption });
    },
  };
}
