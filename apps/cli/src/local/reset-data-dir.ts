import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { runningServer } from './running-server.ts';

/** File that marks a data directory. */
const MARK = 'store.sqlite';

/**
 * Removes a data directory with everything in it.
 *
 * @throws UserError when the directory holds something else, or a server is using it: nothing is removed then
 */
export async function resetDataDir(dataDir: string): Promise<void> {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return;
  if (!existsSync(join(dataDir, MARK))) {
    throw new UserError(`${dataDir} is not a data directory of the embedded AWS (it has no ${MARK}), so it is left alone`);
  }
  const server = runningServer(dataDir);
  if (server !== undefined) {
    throw new UserError(`${dataDir} is in use by the server with process id ${server.pid}; stop it first`, {
      exitCode: ExitCode.WRONG_STATE,
      hint: 'stepmaker local down',
    });
  }
  await rm(dataDir, { recursive: true });
}
