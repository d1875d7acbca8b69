import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The versions that have a fixture, oldest first. */
export const FIXTURE_VERSIONS: readonly number[] = readdirSync(import.meta.dirname)
  .flatMap((name) => /^version-(\d+)$/.exec(name)?.[1] ?? [])
  .map(Number)
  .toSorted((one, other) => one - other);

/** Makes a new data directory from the fixture of a version. */
export function loadFixture(version: number): string {
  const fixture = join(import.meta.dirname, `version-${version}`);
  const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-stored-'));
  cpSync(join(fixture, 's3'), join(dataDir, 's3'), { recursive: true });
  withStore(dataDir, (database) => {
    database.exec('PRAGMA journal_mode = WAL');
    database.exec(`BEGIN; ${readFileSync(join(fixture, 'store.sql'), 'utf8')} COMMIT`);
  });
  return dataDir;
}

/** Opens the store of a data directory that no server has open, past all checks. */
export function withStore<T>(dataDir: string, use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(dataDir, 'store.sqlite'));
  try {
    return use(database);
  } finally {
    database.close();
  }
}

/** The files of a data directory with their bytes. */
export function filesOf(dataDir: string): Map<string, Buffer> {
  const files = existsSync(dataDir) ? readdirSync(dataDir, { recursive: true, withFileTypes: true }) : [];
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.toSorted().map((path) => [path, readFileSync(path)]));
}
