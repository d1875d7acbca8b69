import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { prefixEnd } from '../../core/sqlite-store.ts';
import type { ChecksumAlgorithm } from './checksum.ts';
import { noSuchUpload } from './errors.ts';
import type { ObjectFacts } from './object-store.ts';

/** A multipart upload that is under way. */
export interface Upload extends Pick<ObjectFacts, 'headers' | 'metadata' | 'tags'> {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly initiatedAt: number;
  readonly algorithm: ChecksumAlgorithm;
  readonly checksumType: 'FULL_OBJECT' | 'COMPOSITE';
  /** True where the client named the algorithm; otherwise S3 computes one and does not return it. */
  readonly algorithmGiven: boolean;
}

/** A part that has been received. */
export interface Part {
  readonly number: number;
  readonly size: number;
  /** Hexadecimal MD5, without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly file: string;
  /** Base64. */
  readonly checksum: string;
}

/** Multipart uploads under way, and their parts. */
export class UploadStore {
  readonly #get: StatementSync;
  readonly #insert: StatementSync;
  readonly #remove: StatementSync;
  readonly #list: StatementSync;
  readonly #part: StatementSync;
  readonly #putPart: StatementSync;
  readonly #parts: StatementSync;
  readonly #removeParts: StatementSync;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT * FROM s3_uploads WHERE id = ?');
    this.#insert = database.prepare('INSERT INTO s3_uploads VALUES (?, ?, ?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM s3_uploads WHERE id = ?');
    this.#list = database.prepare(
      `SELECT * FROM s3_uploads WHERE bucket = ? AND key >= ? AND (? IS NULL OR key < ?) AND (key > ? OR (key = ? AND id > ?))
         ORDER BY key, id LIMIT ?`,
    );
    this.#part = database.prepare('SELECT * FROM s3_parts WHERE upload = ? AND number = ?');
    this.#putPart = database.prepare('INSERT OR REPLACE INTO s3_parts VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#parts = database.prepare('SELECT * FROM s3_parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?');
    this.#removeParts = database.prepare('DELETE FROM s3_parts WHERE upload = ?');
  }

  /** The upload, if it is one to this bucket and key. @throws AwsError `NoSuchUpload` */
  get(id: string, bucket: string, key: string): Upload {
    const row = this.#get.get(id);
    if (row === undefined || row['bucket'] !== bucket || row['key'] !== key) throw noSuchUpload(id);
    return toUpload(row);
  }

  put({ id, bucket, key, initiatedAt, ...facts }: Upload): void {
    this.#insert.run(id, bucket, key, initiatedAt, JSON.stringify(facts));
  }

  /** Forgets an upload and its parts; their files remain. Call it within a transaction. */
  remove(id: string): void {
    this.#remove.run(id);
    this.#removeParts.run(id);
  }

  list(bucket: string, options: { prefix: string; afterKey: string; afterId: string; limit: number }): Upload[] {
    const { prefix, afterKey, afterId, limit } = options;
    const end = prefix === '' ? null : (prefixEnd(prefix) ?? null);
    return this.#list.all(bucket, prefix, end, end, afterKey, afterKey, afterId, limit).map(toUpload);
  }

  /** Keeps a part. One of the same number is replaced and returned. */
  putPart(upload: string, { number, size, etag, modifiedAt, file, checksum }: Part): Part | undefined {
    const row = this.#part.get(upload, number);
    this.#putPart.run(upload, number, size, etag, modifiedAt, file, checksum);
    return row === undefined ? undefined : toPart(row);
  }

  parts(upload: string, after = 0, limit = -1): Part[] {
    return this.#parts.all(upload, after, limit).map(toPart);
  }
}

function toUpload(row: Record<string, unknown>): Upload {
  return {
    id: row['id'] as string,
    bucket: row['bucket'] as string,
    key: row['key'] as string,
    initiatedAt: row['initiated'] as number,
    ...(JSON.parse(row['facts'] as string) as Omit<Upload, 'id' | 'bucket' | 'key' | 'initiatedAt'>),
  };
}

function toPart(row: Record<string, unknown>): Part {
  return {
    number: row['number'] as number,
    size: row['size'] as number,
    etag: row['etag'] as string,
    modifiedAt: row['modified'] as number,
    file: row['file'] as string,
    checksum: row['checksum'] as string,
  };
}
