import { s3 } from '../core/aws-packages.ts';
import { call } from '../core/call.ts';
import { checkOptions } from '../core/check-options.ts';
import { LazyClients } from '../core/lazy-clients.ts';
import type { CallOptions } from '../execution/pipeline-execution.ts';
import type { PipelineClient } from '../pipeline-client.ts';
import { CsvCheck } from './csv-check.ts';
import { type DatasetSource, datasetBytes } from './dataset-source.ts';
import { multipartUpload } from './multipart-upload.ts';
import { type Part, parts } from './parts.ts';

/** Progress of an upload. */
export interface UploadProgress {
  /** Bytes that are in the bucket. */
  readonly bytes: number;
  /** All bytes; undefined for a stream, whose end is not known. */
  readonly totalBytes?: number;
  /** Part of `bytes` that an earlier, interrupted upload had sent. */
  readonly resumedBytes: number;
}

/** Options of an upload. */
export interface UploadOptions extends CallOptions {
  /** The object's name below `raw-data/`. @default - the file's name */
  readonly name?: string;
  /** The header, for rows that are arrays. @default - the first row */
  readonly columns?: readonly string[];
  readonly onProgress?: (progress: UploadProgress) => void;
  /** Whether the CSV is checked on the way, so that a truncated file is refused. @default true */
  readonly check?: boolean;
  /** Size of a part in bytes, at least 5 MiB. A larger file goes in parts, and can be resumed after an interruption. @default 8388608 */
  readonly partSizeBytes?: number;
  /** Parts under way at the same time. @default 4 */
  readonly concurrency?: number;
}

/** A dataset in the bucket. */
export interface UploadedDataset {
  /** `s3://…`, as the input's `DatasetUri` takes it. */
  readonly uri: string;
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  /** SHA-256 in base64, verified by S3; of several parts that of their checksums, with their number. */
  readonly checksum: string;
  readonly parts: number;
  readonly resumedParts: number;
}

const MIB = 1024 * 1024;
const MAX_PARTS = 10_000;

/**
 * Puts a dataset into the pipeline's bucket, below `raw-data/`. The object appears when it is whole, or not at all.
 *
 * The same call resumes an upload in parts that was interrupted: parts that are there are not sent again.
 *
 * @example
 * const { uri } = await uploadDataset(pipeline, 'houses.csv', { onProgress: ({ bytes }) => console.log(bytes) });
 * const execution = await pipeline.startExecution({ DatasetUri: uri, TargetColumn: 'price' });
 * @throws InvalidPipelineInputError for a CSV that the pipeline would refuse, with its line; a file is checked before any call
 * @throws the file system's or S3's error
 */
export async function uploadDataset(
  pipeline: PipelineClient,
  source: DatasetSource,
  options: UploadOptions = {},
): Promise<UploadedDataset> {
  checkOptions('uploadDataset', options, OPTIONS);
  const { columns, signal, onProgress, check = true, concurrency = 4 } = options;
  const dataset = await datasetBytes(source, columns);
  const { size } = dataset;
  const name = objectName(options.name ?? dataset.name);
  const partSize = partSizeOf(options.partSizeBytes ?? 8 * MIB, size);
  // A file is looked through before anything is sent; what can be read only once, while it is sent.
  if (check && size !== undefined) for await (const _ of checked(dataset.read(), name, signal));
  const bytes = check && size === undefined ? checked(dataset.read(), name, signal) : dataset.read();

  const [{ client, module }, bucket] = await Promise.all([
    LazyClients.ownedBy(pipeline).get(s3),
    pipeline.bucketName({ ...(signal && { signal }) }),
  ]);
  const key = `raw-data/${name}`;
  const progress = { bytes: 0, resumedBytes: 0 };
  const onPart = (part: Part, resumed: boolean): void => {
    progress.bytes += part.body.length;
    if (resumed) progress.resumedBytes += part.body.length;
    onProgress?.({ ...progress, ...(size !== undefined && { totalBytes: size }) });
  };
  const found = (result: Pick<UploadedDataset, 'checksum' | 'parts' | 'resumedParts'>): UploadedDataset => ({
    uri: `s3://${bucket}/${key}`,
    bucket,
    key,
    bytes: progress.bytes,
    ...result,
  });

  const all = parts(bytes, partSize);
  const { value: first } = await all.next();
  if (first?.isLast) {
    const put = new module.PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: first.body,
      ContentType: 'text/csv',
      ChecksumSHA256: first.checksum,
    });
    await call(signal, (sending) => client.send(put, sending));
    onPart(first, false);
    return found({ checksum: first.checksum, parts: 1, resumedParts: 0 });
  }
  const again = (async function* (): AsyncGenerator<Part, void, void> {
    yield first as Part;
    yield* all;
  })();
  return found(await multipartUpload(again, { client, module, bucket, key, concurrency, signal, onPart }));
}

const OPTIONS = {
  name: true,
  columns: true,
  signal: true,
  onProgress: true,
  check: true,
  partSizeBytes: true,
  concurrency: true,
} as const;

async function* checked(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  const check = new CsvCheck(name);
  for await (const chunk of bytes) {
    signal?.throwIfAborted();
    check.push(chunk);
    yield chunk;
  }
  check.end();
}

/** A name below `raw-data/` that preprocessing finds. @throws TypeError when there is none or it would leave the folder */
function objectName(name: string | undefined): string {
  if (name === undefined) throw new TypeError('uploadDataset: name is needed for rows and streams, for example houses.csv');
  if (!/^[\w.=-]+(\/[\w.=-]+)*$/.test(name) || name.split('/').includes('..'))
    throw new TypeError(
      `uploadDataset: name must have letters, digits and - _ . = only, in folders if need be, was ${JSON.stringify(name)}`,
    );
  return name;
}

/** The part size that was asked for, or a larger one where the object would have too many parts. */
function partSizeOf(asked: number, size: number | undefined): number {
  if (!Number.isInteger(asked) || asked < 5 * MIB)
    throw new TypeError(`uploadDataset: partSizeBytes must be a whole number from ${5 * MIB} (5 MiB), was ${asked}`);
  return Math.max(asked, Math.ceil((size ?? 0) / MAX_PARTS));
}
