import { AwsError } from './aws-error.ts';

const WORDS: Readonly<Record<number, (dataDir: string) => string>> = {
  8: (dataDir) =>
    `The data in ${dataDir} cannot be written: nothing of this call was kept. See to the permissions of the directory.`,
  10: (dataDir) =>
    `The disk that holds ${dataDir} fails to read or write. What was kept before is in store.sqlite, as far as the disk has it.`,
  11: damaged,
  13: (dataDir) => `The disk that holds ${dataDir} is full: nothing of this call was kept. Free some space and try again.`,
  14: (dataDir) => `The data in ${dataDir} cannot be opened. See to the permissions of the directory and of store.sqlite in it.`,
  26: damaged,
};

const SQLITE_FULL = 13;

function damaged(dataDir: string): string {
  return (
    `The data in ${dataDir} is damaged: store.sqlite is not what was written there. Put a copy of the directory in its place, or begin with ` +
    'an empty one (another directory, or --reset); nothing has been deleted.'
  );
}

/** The data directory cannot be used for a reason that the user must fix; the message says which. */
export class StoreFaultError extends Error {
  override readonly name = 'StoreFaultError';
}

/** SQLite's primary result code in an error; undefined for another error. */
export function sqliteCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** Explains an error of SQLite: disk full, damaged, not writable. Undefined for all other errors. */
export function storeFault(error: unknown, dataDir: string): string | undefined {
  return WORDS[sqliteCode(error) ?? -1]?.(dataDir);
}

/** The same for a caller of the API; the error itself where it is another fault. */
export function asStoreFault(error: unknown, dataDir: string): unknown {
  const message = storeFault(error, dataDir);
  if (message === undefined) return error;
  return new AwsError({ code: 'InternalFailure', message, httpStatus: sqliteCode(error) === SQLITE_FULL ? 507 : 500 });
}
