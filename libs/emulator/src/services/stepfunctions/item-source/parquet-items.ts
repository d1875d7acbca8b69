import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Json } from '@stepmaker/asl-interpreter';
import { parquetReadObjects } from 'hyparquet';
import type { ReaderConfig } from './decode-object.ts';

/** The rows of a Parquet file, one object a row. Pages may be compressed with Snappy, gzip or zstd. @throws Error for a file that is not Parquet */
export async function parquetItems(content: Buffer, config: ReaderConfig): Promise<readonly Json[]> {
  const file = new Uint8Array(content).buffer;
  const max = Number(config['MaxItems'] ?? 0);
  try {
    const rows = await parquetReadObjects({
      file,
      compressors: { GZIP: (bytes) => gunzipSync(bytes), ZSTD: (bytes) => zstdDecompressSync(bytes) },
      ...(max > 0 ? { rowEnd: max } : {}),
    });
    return rows.map(jsonOf);
  } catch (error) {
    throw new Error(`The content of the item source is not valid Parquet: ${(error as Error).message}`);
  }
}

/** A value of a column as JSON: whole numbers of 64 bits as numbers, times as ISO 8601, bytes as base64. */
function jsonOf(value: unknown): Json {
  if (typeof value === 'bigint') return Number(value);
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value !== 'object') return value as Json;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, jsonOf(inner)]));
}
