import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { decodeItems, type Json } from '@stepmaker/asl-interpreter';
import { parquetItems } from './parquet-items.ts';
import { unreadable } from './source-call.ts';

/** A ReaderConfig, evaluated. */
export type ReaderConfig = Readonly<Record<string, Json>>;

/**
 * The items of one object: CSV, JSON, JSON lines or Parquet, as the ReaderConfig says. CSV and JSON lines may be compressed with gzip or
 * zstd; which of them is known from the content, whatever the key ends in.
 *
 * @throws AwsError with the cause for `States.ItemReaderFailed`
 */
export async function decodeObject(content: Buffer, config: ReaderConfig): Promise<readonly Json[]> {
  try {
    const { InputType: type } = config;
    if (type === 'PARQUET') return await parquetItems(content, config);
    return decodeItems((type === 'CSV' || type === 'JSONL' ? decompressed(content) : content).toString(), config);
  } catch (error) {
    throw unreadable((error as Error).message);
  }
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** Takes the compression away, if there is any. */
function decompressed(content: Buffer): Buffer {
  if (content.subarray(0, GZIP.length).equals(GZIP)) return gunzipSync(content);
  return content.subarray(0, ZSTD.length).equals(ZSTD) ? zstdDecompressSync(content) : content;
}
