import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../user-error.ts';

/** The file by which a directory is known as one of ours. */
const MARK = 'store.sqlite';

/**
 * Removes a data directory with everything in it.
 *
 * @throws UserError when the directory holds something else, or a server is using it: nothing is removed then
 */
export async function resetDataDir(dataDir: string): Promise<void> {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return;
  if (!existsSync(join(dataDir, MARK))) {
    throw new UserError(
      `--reset: ${dataDir} is not a data directory of the embedded AWS (it has no ${MARK}), so it is left alone`,
    );
  }
  const pid = runningOwner(join(dataDir, 'owner.json'));
  if (pid !== undefined) throw new UserError(`--reset: ${dataDir} is in use by the server with process id ${pid}; stop it first`);
  await rm(dataDir, { recursive: true });
}

/** The process that says it holds the directory, if it is alive. */
function runningOwner(file: string): number | undefined {
  try {
    const { pid } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number };
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
