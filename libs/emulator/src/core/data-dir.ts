import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TableVersions } from './data-version.ts';
import { openSqliteStore, type SqliteStore, StoreLockedError } from './sqlite-store.ts';

/** Another server has the data directory. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError';
  readonly dataDir: string;
  /** The other server's process; undefined where it has not written it yet. */
  readonly pid: number | undefined;

  constructor(dataDir: string, owner: DataDirOwner | undefined) {
    const who = owner === undefined ? 'another server' : `the server with process id ${owner.pid}, at ${owner.endpointUrl}`;
    super(`The data directory ${dataDir} is in use by ${who}. Stop it, or choose another directory.`);
    this.dataDir = dataDir;
    this.pid = owner?.pid;
  }
}

/** Owner of a data directory, as recorded in it. */
export interface DataDirOwner {
  readonly pid: number;
  readonly endpointUrl: string;
}

/** A data directory that this process holds until it closes it or ends, however it ends. */
export interface DataDir {
  readonly store: SqliteStore;
  /** Writes who holds the directory, for the message that a second server gives. */
  announce(owner: DataDirOwner): void;
  close(): void;
}

/** Opens and locks a data directory. @throws DataDirInUseError, and what {@link openSqliteStore} throws */
export function openDataDir(dataDir: string, tableVersions: TableVersions): DataDir {
  const ownerFile = join(dataDir, 'owner.json');
  let store: SqliteStore;
  try {
    store = openSqliteStore(dataDir, tableVersions);
  } catch (error) {
    if (error instanceof StoreLockedError) throw new DataDirInUseError(dataDir, readOwner(ownerFile));
    throw error;
  }
  return {
    store,
    announce: (owner) => writeFileSync(ownerFile, `${JSON.stringify(owner)}\n`),
    close() {
      rmSync(ownerFile, { force: true });
      store.close();
    },
  };
}

function readOwner(file: string): DataDirOwner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DataDirOwner;
  } catch {
    return undefined;
  }
}
