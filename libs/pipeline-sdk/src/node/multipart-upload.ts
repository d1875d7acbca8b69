import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import { call } from '../core/call.ts';
import { compositeChecksum, type Part } from './parts.ts';

/** Source and destination of an upload. */
export interface MultipartOptions {
  readonly client: S3Client;
  readonly module: typeof import('@aws-sdk/client-s3');
  readonly bucket: string;
  readonly key: string;
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
  /** Receives each part that is there. */
  readonly onPart: (part: Part, resumed: boolean) => void;
}

/** Result. */
export interface MultipartResult {
  readonly checksum: string;
  readonly parts: number;
  /** Parts that an earlier, interrupted upload had brought there. */
  readonly resumedParts: number;
}

/**
 * Uploads an object part by part. Resumes an interrupted upload of the same key: parts that are there with the same checksum are not
 * sent again. Nothing has to be remembered on this side, so it works after a kill and from another machine.
 *
 * When the signal or a failure of the network ends it, the parts stay, to be resumed. When reading the bytes throws, all parts are
 * removed.
 */
export async function multipartUpload(parts: AsyncIterable<Part>, options: MultipartOptions): Promise<MultipartResult> {
  const { client, module, bucket, key, concurrency, signal } = options;
  const at = { Bucket: bucket, Key: key };
  const there = await uploadedParts(options);
  const UploadId = there?.uploadId ?? (await begin(options));
  const completed: CompletedPart[] = [];
  const underWay = new Set<Promise<void>>();
  let resumedParts = 0;
  let failure: { readonly error: unknown } | undefined;

  const send = async (part: Part): Promise<void> => {
    const command = new module.UploadPartCommand({
      ...at,
      UploadId,
      PartNumber: part.number,
      Body: part.body,
      ChecksumSHA256: part.checksum,
    });
    const { ETag } = await call(signal, (sending) => client.send(command, sending));
    completed.push({ PartNumber: part.number, ETag, ChecksumSHA256: part.checksum });
    options.onPart(part, false);
  };

  const iterator = parts[Symbol.asyncIterator]();
  for (;;) {
    const next = await iterator.next().catch(async (error: unknown) => {
      await Promise.allSettled(underWay);
      await client.send(new module.AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => {});
      throw error;
    });
    if (next.done || failure !== undefined) break;
    const part = next.value;
    const found = there?.parts.get(part.number);
    if (found !== undefined && found.checksum === part.checksum) {
      completed.push({ PartNumber: part.number, ETag: found.eTag, ChecksumSHA256: part.checksum });
      resumedParts += 1;
      options.onPart(part, true);
      continue;
    }
    const sending: Promise<void> = send(part)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
    if (underWay.size >= concurrency) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  if (failure !== undefined) {
    await iterator.return?.();
    throw failure.error;
  }
  completed.sort((one, other) => (one.PartNumber ?? 0) - (other.PartNumber ?? 0));
  const checksum = compositeChecksum(completed.map(({ ChecksumSHA256 = '' }) => ChecksumSHA256));
  const complete = new module.CompleteMultipartUploadCommand({
    ...at,
    UploadId,
    ChecksumSHA256: checksum,
    MultipartUpload: { Parts: completed },
  });
  await call(signal, (sending) => client.send(complete, sending));
  return { checksum, parts: completed.length, resumedParts };
}

async function begin({ client, module, bucket, key, signal }: MultipartOptions): Promise<string> {
  const command = new module.CreateMultipartUploadCommand({
    Bucket: bucket,
    Key: key,
    ContentType: 'text/csv',
    ChecksumAlgorithm: 'SHA256',
    ChecksumType: 'COMPOSITE',
  });
  const { UploadId } = await call(signal, (options) => client.send(command, options));
  return UploadId as string;
}

interface Uploaded {
  readonly uploadId: string;
  readonly parts: ReadonlyMap<number, { readonly eTag: string | undefined; readonly checksum: string | undefined }>;
}

/** The newest upload of the key that was begun with the same kind of checksum and not ended. */
async function uploadedParts({ client, module, bucket, key, signal }: MultipartOptions): Promise<Uploaded | undefined> {
  const list = new module.ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key });
  const { Uploads = [] } = await call(signal, (options) => client.send(list, options));
  const newest = Uploads.filter((upload) => upload.Key === key && upload.ChecksumAlgorithm === 'SHA256').sort(
    (one, other) => (other.Initiated?.getTime() ?? 0) - (one.Initiated?.getTime() ?? 0),
  )[0];
  if (newest?.UploadId === undefined) return undefined;
  const parts = new Map<number, { eTag: string | undefined; checksum: string | undefined }>();
  let marker: string | undefined;
  do {
    const command: InstanceType<typeof module.ListPartsCommand> = new module.ListPartsCommand({
      Bucket: bucket,
      Key: key,
      UploadId: newest.UploadId,
      PartNumberMarker: marker,
    });
    const page = await call(signal, (options) => client.send(command, options));
    for (const { PartNumber = 0, ETag, ChecksumSHA256 } of page.Parts ?? [])
      parts.set(PartNumber, { eTag: ETag, checksum: ChecksumSHA256 });
    marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
  } while (marker !== undefined);
  return { uploadId: newest.UploadId, parts };
}
