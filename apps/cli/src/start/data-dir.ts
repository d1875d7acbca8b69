import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../user-error.ts';

/** The file by which a directory is known as one of ours. */
const MARK = 'stepmaker.sqlite';

/**
 * Removes a data directory with everything in it.
 *
 * @throws UserError when the directory holds something else: nothing is removed that this program has not made
 */
export async function resetDataDir(dataDir: string): Promise<void> {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return;
  if (!existsSync(join(dataDir, MARK))) {
    throw new UserError(
      `--reset: ${dataDir} is not a data directory of the embedded AWS (it has no ${MARK}), so it is left alone`,
    );
  }
  await rm(dataDir, { recursive: true });
}
