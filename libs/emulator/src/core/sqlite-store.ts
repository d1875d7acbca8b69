import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { refuseNewerData, STAMP_SQL, type TableVersions } from './data-version.ts';
import type { Collection, Store } from './store.ts';
import { asStoreFault, StoreFaultError, sqliteCode, storeFault } from './store-fault.ts';

const SQLITE_BUSY = 5;

/** A {@link Store} over a SQLite file, with what only the server itself needs. */
export interface SqliteStore extends Store {
  /** True where a service has kept anything: separate documents (`<service>.…`) or tables. */
  holdsDataOf(service: string): boolean;
  close(): void;
}

/** Thrown where another process has the data directory open. */
export class StoreLockedError extends Error {
  override readonly name = 'StoreLockedError';
}

/**
 * Opens the store of a data directory, and locks it until {@link SqliteStore.close} or the end of the process: the operating
 * system frees the lock of a process that was killed. The store of an older Stepmaker is stamped with this server's versions; each
 * service migrates its data when it is first used.
 *
 * @param tableVersions of the services whose tables are used
 * @throws DataVersionError where the data is newer than this server supports
 * @throws StoreLockedError where another server has it
 * @throws StoreFaultError where the data is damaged or cannot be opened
 */
export function openSqliteStore(dataDir: string, tableVersions: TableVersions = {}): SqliteStore {
  mkdirSync(dataDir, { recursive: true });
  const { DatabaseSync: Database } = loadSqlite();
  let database: DatabaseSync;
  try {
    database = new Database(join(dataDir, 'store.sqlite'));
  } catch (error) {
    throw withWords(error, dataDir);
  }
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    refuseNewerData(database, dataDir, tableVersions);
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA foreign_keys = OFF;
      BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS documents (collection TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (collection, key)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS migrations (service TEXT PRIMARY KEY, applied INTEGER NOT NULL) WITHOUT ROWID;
      ${STAMP_SQL}
      COMMIT;`);
  } catch (error) {
    database.close();
    if (sqliteCode(error) === SQLITE_BUSY) throw new StoreLockedError(`${dataDir} is in use by another server`, { cause: error });
    throw withWords(error, dataDir);
  }
  return new DocumentStore(database, dataDir, tableVersions);
}

function withWords(error: unknown, dataDir: string): unknown {
  const message = storeFault(error, dataDir);
  return message === undefined ? error : new StoreFaultError(message, { cause: error });
}

/** `node:sqlite`, without the warning that it is young. */
function loadSqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

class DocumentStore implements SqliteStore {
  readonly #database: DatabaseSync;
  readonly #dataDir: string;
  readonly #tableVersions: TableVersions;
  readonly #collections = new Map<string, Collection<unknown>>();
  readonly #migrated = new Set<string>();
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #statements: DocumentStatements;
  #depth = 0;

  constructor(database: DatabaseSync, dataDir: string, tableVersions: TableVersions) {
    this.#database = database;
    this.#dataDir = dataDir;
    this.#tableVersions = tableVersions;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
    this.#statements = {
      get: database.prepare('SELECT value FROM documents WHERE collection = ? AND key = ?'),
      put: database.prepare(
        'INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT (collection, key) DO UPDATE SET value = excluded.value',
      ),
      remove: database.prepare('DELETE FROM documents WHERE collection = ? AND key = ?'),
      list: database.prepare(
        'SELECT key, value FROM documents WHERE collection = ? AND key > ? AND key >= ? ORDER BY key LIMIT ?',
      ),
      listPrefix: database.prepare(
        'SELECT key, value FROM documents WHERE collection = ? AND key > ? AND key >= ? AND key < ? ORDER BY key LIMIT ?',
      ),
      run: (work) => this.#guard(work),
    };
  }

  collection<T>(name: string): Collection<T> {
    let collection = this.#collections.get(name);
    if (collection === undefined) {
      collection = new DocumentCollection(name, this.#statements);
      this.#collections.set(name, collection);
    }
    return collection as Collection<T>;
  }

  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#guard(() => this.#begin.run());
    this.#depth = 1;
    try {
      const result = work();
      this.#guard(() => this.#commit.run());
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#rollback.run();
      throw error;
    } finally {
      this.#depth = 0;
    }
  }

  database(service: string, migrations: readonly string[]): DatabaseSync {
    if (this.#migrated.has(service)) return this.#database;
    const version = this.#tableVersions[service] ?? 0;
    if (version !== migrations.length)
      throw new Error(
        `The manifest of ${service} states table version ${version}, but the service has ${migrations.length} migrations`,
      );
    this.transaction(() => {
      const row = this.#database.prepare('SELECT applied FROM migrations WHERE service = ?').get(service);
      const applied = Number(row?.['applied'] ?? 0);
      for (const migration of migrations.slice(applied)) this.#guard(() => this.#database.exec(migration));
      this.#guard(() =>
        this.#database
          .prepare('INSERT INTO migrations VALUES (?, ?) ON CONFLICT (service) DO UPDATE SET applied = excluded.applied')
          .run(service, migrations.length),
      );
    });
    this.#migrated.add(service);
    return this.#database;
  }

  holdsDataOf(service: string): boolean {
    const row = this.#database
      .prepare(
        `SELECT EXISTS (SELECT 1 FROM documents WHERE collection > :from AND collection < :to)
           OR EXISTS (SELECT 1 FROM migrations WHERE service = :service) AS holds`,
      )
      .get({ from: `${service}.`, to: `${service}/`, service });
    return row?.['holds'] === 1;
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  /** Says a full disk or damaged data in plain words; everything written before is kept. */
  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asStoreFault(error, this.#dataDir);
    }
  }
}

interface DocumentStatements {
  readonly get: StatementSync;
  readonly put: StatementSync;
  readonly remove: StatementSync;
  readonly list: StatementSync;
  readonly listPrefix: StatementSync;
  readonly run: <T>(work: () => T) => T;
}

class DocumentCollection<T> implements Collection<T> {
  readonly #name: string;
  readonly #statements: DocumentStatements;

  constructor(name: string, statements: DocumentStatements) {
    this.#name = name;
    this.#statements = statements;
  }

  get(key: string): T | undefined {
    const row = this.#statements.run(() => this.#statements.get.get(this.#name, key));
    return row === undefined ? undefined : (JSON.parse(row['value'] as string) as T);
  }

  put(key: string, value: T): void {
    const text = JSON.stringify(value);
    this.#statements.run(() => this.#statements.put.run(this.#name, key, text));
  }

  delete(key: string): boolean {
    return this.#statements.run(() => this.#statements.remove.run(this.#name, key).changes) !== 0;
  }

  list({ prefix = '', after = '', limit = -1 }: { prefix?: string; after?: string; limit?: number } = {}): {
    key: string;
    value: T;
  }[] {
    const end = prefixEnd(prefix);
    const { list: all, listPrefix, run } = this.#statements;
    const rows = run(() =>
      end === undefined ? all.all(this.#name, after, prefix, limit) : listPrefix.all(this.#name, after, prefix, end, limit),
    );
    return rows.map((row) => ({ key: row['key'] as string, value: JSON.parse(row['value'] as string) as T }));
  }
}

/** The first text, in the order of code points, after all those that begin with `prefix`; undefined where there is none. */
export function prefixEnd(prefix: string): string | undefined {
  const points = [...prefix];
  while (points.length > 0) {
    const last = (points.pop() as string).codePointAt(0) as number;
    if (last === 0x10ffff) continue;
    // Surrogates are not code points.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    return points.join('') + String.fromCodePoint(next);
  }
  return undefined;
}
