import type { DatabaseSync } from 'node:sqlite';
import type { ServiceManifest } from './service-manifest.ts';

/** Version of Stepmaker, as in this package. */
export const STEPMAKER_VERSION = '0.0.0';

/**
 * Version of a data directory: the tables, documents and files of all services together. Raise it with every change that a server of the
 * version before would misread. Version 1 has no stamp.
 */
export const DATA_VERSION = 2;

/** Version of each service's tables, by the id of the service: how many migrations it has. */
export type TableVersions = Readonly<Record<string, number>>;

/** The table versions that the manifests of services state, so that a server knows them before it loads the services. */
export function tableVersionsOf(manifests: readonly Pick<ServiceManifest, 'id' | 'tableVersion'>[]): TableVersions {
  return Object.fromEntries(manifests.map(({ id, tableVersion = 0 }) => [id, tableVersion]));
}

/** The data directory was written by a newer Stepmaker. It is left as it was. */
export class DataVersionError extends Error {
  override readonly name = 'DataVersionError';

  /**
   * @param what `data`, or `<service> table`
   * @param writer version of the Stepmaker that wrote the directory; undefined where the directory has no stamp
   */
  constructor(dataDir: string, what: string, found: number, supported: number, writer: string | undefined) {
    super(
      `The data directory ${dataDir} has ${what} version ${found}, written by ${writer === undefined ? 'a newer Stepmaker' : `Stepmaker ${writer}`}. ` +
        `This is Stepmaker ${STEPMAKER_VERSION}, which supports ${what} versions up to ${supported}. ` +
        'Use the newer Stepmaker, or choose another directory with --data-dir. The data was not changed.',
    );
  }
}

/** Reads the versions of a data directory and writes nothing. @throws DataVersionError where one is newer than this server supports */
export function refuseNewerData(database: DatabaseSync, dataDir: string, tableVersions: TableVersions): void {
  const tables = new Set(
    database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .all()
      .map((row) => row['name']),
  );
  const stamp = tables.has('stamp') ? database.prepare('SELECT data_version, stepmaker_version FROM stamp').get() : undefined;
  const writer = stamp === undefined ? undefined : String(stamp['stepmaker_version']);
  const check = (what: string, found: number, supported: number): void => {
    if (found > supported) throw new DataVersionError(dataDir, what, found, supported, writer);
  };
  check('data', Number(stamp?.['data_version'] ?? 1), DATA_VERSION);
  if (!tables.has('migrations')) return;
  for (const { service, applied } of database.prepare('SELECT service, applied FROM migrations').all()) {
    const supported = tableVersions[String(service)];
    if (supported !== undefined) check(`${service} table`, Number(applied), supported);
  }
}

/** SQL that notes this server's versions in a data directory. Newer servers read this table as it is here: its columns never change. */
export const STAMP_SQL: string = `
  CREATE TABLE IF NOT EXISTS stamp (id INTEGER PRIMARY KEY CHECK (id = 1), data_version INTEGER NOT NULL, stepmaker_version TEXT NOT NULL);
  INSERT INTO stamp VALUES (1, ${DATA_VERSION}, '${STEPMAKER_VERSION}')
    ON CONFLICT (id) DO UPDATE SET data_version = excluded.data_version, stepmaker_version = excluded.stepmaker_version;`;
