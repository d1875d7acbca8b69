import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { prefixEnd } from '../../core/sqlite-store.ts';
import type { Store } from '../../core/store.ts';
import type { Checksum } from './checksum.ts';
import type { Piece } from './object-files.ts';

/** Metadata of a version of an object. Members of `headers` are returned as they were given. */
export interface ObjectFacts {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly checksum?: Checksum;
  readonly pieces: readonly (Piece & { readonly partNumber?: number; readonly checksum?: string })[];
  /** True for what a multipart upload made. */
  readonly multipart?: boolean;
}

/** A version of an object; a delete marker has no size and no bytes. */
export interface ObjectVersion extends ObjectFacts {
  readonly bucket: string;
  readonly key: string;
  /** `null` as long as the bucket is not versioned. */
  readonly versionId: string;
  readonly latest: boolean;
  readonly deleteMarker: boolean;
  readonly size: number;
  /** Hexadecimal MD5, for a multipart object with `-<parts>`; without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

const MIGRATIONS = [
  `CREATE TABLE s3_objects (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL, latest INTEGER NOT NULL,
     marker INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL, facts TEXT NOT NULL);
   CREATE UNIQUE INDEX s3_objects_version ON s3_objects (bucket, key, version);
   CREATE INDEX s3_objects_order ON s3_objects (bucket, key, seq DESC);
   CREATE UNIQUE INDEX s3_objects_latest ON s3_objects (bucket, key) WHERE latest = 1;
   CREATE TABLE s3_uploads (id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, initiated INTEGER NOT NULL, facts TEXT NOT NULL)
     WITHOUT ROWID;
   CREATE INDEX s3_uploads_key ON s3_uploads (bucket, key, initiated);
   CREATE TABLE s3_parts (upload TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL,
     file TEXT NOT NULL, checksum TEXT, PRIMARY KEY (upload, number)) WITHOUT ROWID;`,
];

/** The database with S3's tables. */
export function s3Database(store: Store): DatabaseSync {
  return store.database('s3', MIGRATIONS);
}

/** Index of all versions, in the order in which S3 lists them: by the bytes of their keys, newest first. */
export class ObjectStore {
  readonly #latest: StatementSync;
  readonly #version: StatementSync;
  readonly #insert: StatementSync;
  readonly #unlatest: StatementSync;
  readonly #remove: StatementSync;
  readonly #promote: StatementSync;
  readonly #current: StatementSync;
  readonly #versions: StatementSync;
  readonly #any: StatementSync;
  readonly #update: StatementSync;

  constructor(database: DatabaseSync) {
    this.#latest = database.prepare('SELECT * FROM s3_objects WHERE bucket = ? AND key = ? AND latest = 1');
    this.#version = database.prepare('SELECT * FROM s3_objects WHERE bucket = ? AND key = ? AND version = ?');
    this.#insert = database.prepare(
      'INSERT INTO s3_objects (bucket, key, version, latest, marker, size, etag, modified, facts) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)',
    );
    this.#unlatest = database.prepare('UPDATE s3_objects SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1');
    this.#remove = database.prepare('DELETE FROM s3_objects WHERE bucket = ? AND key = ? AND version = ?');
    this.#promote = database.prepare(
      `UPDATE s3_objects SET latest = 1 WHERE seq = (SELECT seq FROM s3_objects WHERE bucket = ?1 AND key = ?2 ORDER BY seq DESC LIMIT 1)
         AND NOT EXISTS (SELECT 1 FROM s3_objects WHERE bucket = ?1 AND key = ?2 AND latest = 1)`,
    );
    this.#current = database.prepare(
      `SELECT * FROM s3_objects WHERE bucket = ? AND latest = 1 AND key >= ? AND key > ? AND (? IS NULL OR key < ?) AND marker = 0
         ORDER BY key LIMIT ?`,
    );
    this.#versions = database.prepare(
      `SELECT * FROM s3_objects WHERE bucket = ? AND key >= ? AND (key > ? OR (key = ? AND seq < ?)) AND (? IS NULL OR key < ?)
         ORDER BY key, seq DESC LIMIT ?`,
    );
    this.#any = database.prepare('SELECT marker FROM s3_objects WHERE bucket = ? ORDER BY marker LIMIT 1');
    this.#update = database.prepare('UPDATE s3_objects SET facts = ? WHERE bucket = ? AND key = ? AND version = ?');
  }

  /** The newest version, which may be a delete marker. */
  latest(bucket: string, key: string): ObjectVersion | undefined {
    return toVersion(this.#latest.get(bucket, key));
  }

  version(bucket: string, key: string, versionId: string): ObjectVersion | undefined {
    return toVersion(this.#version.get(bucket, key, versionId));
  }

  /** Makes a version the newest one; one with the same id is replaced and returned. Call it within a transaction. */
  put(version: Omit<ObjectVersion, 'latest'>): ObjectVersion | undefined {
    const { bucket, key, versionId, deleteMarker, size, etag, modifiedAt } = version;
    const replaced = this.version(bucket, key, versionId);
    if (replaced !== undefined) this.#remove.run(bucket, key, versionId);
    this.#unlatest.run(bucket, key);
    this.#insert.run(bucket, key, versionId, deleteMarker ? 1 : 0, size, etag, modifiedAt, factsText(version));
    return replaced;
  }

  /** Removes a version for good; the one before it becomes the newest. Call it within a transaction. */
  remove(version: ObjectVersion): void {
    this.#remove.run(version.bucket, version.key, version.versionId);
    this.#promote.run(version.bucket, version.key);
  }

  /** Keeps other facts of a version, e.g. its tags. */
  update({ bucket, key, versionId }: ObjectVersion, facts: ObjectFacts): void {
    this.#update.run(factsText(facts), bucket, key, versionId);
  }

  /** Objects that are not deleted, by key, from after `after`. */
  list(bucket: string, prefix: string, after: string, limit: number): ObjectVersion[] {
    const end = prefix === '' ? null : (prefixEnd(prefix) ?? null);
    return this.#current.all(bucket, prefix, after, end, end, limit).map((row) => toVersion(row) as ObjectVersion);
  }

  /** All versions, from after the one with the key and sequence number. */
  listVersions(
    bucket: string,
    prefix: string,
    afterKey: string,
    afterSeq: number,
    limit: number,
  ): (ObjectVersion & { readonly seq: number })[] {
    const end = prefix === '' ? null : (prefixEnd(prefix) ?? null);
    return this.#versions.all(bucket, prefix, afterKey, afterKey, afterSeq, end, end, limit).map((row) => ({
      ...(toVersion(row) as ObjectVersion),
      seq: Number(row['seq']),
    }));
  }

  /** The sequence number of a version, to continue listing from there. */
  sequenceOf(bucket: string, key: string, versionId: string): number | undefined {
    const row = this.#version.get(bucket, key, versionId);
    return row === undefined ? undefined : Number(row['seq']);
  }

  /** True where the bucket has no version of any object, and no delete marker either. */
  isEmpty(bucket: string): boolean {
    return this.#any.get(bucket) === undefined;
  }
}

function factsText({ headers, metadata, tags, checksum, pieces, multipart }: ObjectFacts): string {
  return JSON.stringify({ headers, metadata, tags, checksum, pieces, multipart });
}

function toVersion(row: Record<string, unknown> | undefined): ObjectVersion | undefined {
  if (row === undefined) return undefined;
  return {
    bucket: row['bucket'] as string,
    key: row['key'] as string,
    versionId: row['version'] as string,
    latest: row['latest'] === 1,
    deleteMarker: row['marker'] === 1,
    size: row['size'] as number,
    etag: row['etag'] as string,
    modifiedAt: row['modified'] as number,
    ...(JSON.parse(row['facts'] as string) as ObjectFacts),
  };
}
