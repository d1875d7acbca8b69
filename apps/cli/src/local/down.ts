import { setTimeout as delay } from 'node:timers/promises';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { Output } from '../output/output.ts';
import { answers, runningServer } from './running-server.ts';

/** Ends the server of a data directory, with its jobs and served models. That none runs is not an error. */
export async function down({ dataDir, quiet = false }: { readonly dataDir: string; readonly quiet?: boolean }): Promise<void> {
  const out = new Output({ quiet });
  const server = runningServer(dataDir);
  if (server === undefined) return out.note(`No embedded AWS runs on ${dataDir}.`);
  if (!(await answers(server)))
    throw new UserError(
      `process ${server.pid} does not answer at ${server.endpointUrl} as the embedded AWS does, so it is left alone`,
      {
        hint: `If it is the server: kill ${server.pid}`,
      },
    );
  process.kill(server.pid, 'SIGTERM');
  const patience = Date.now() + PATIENCE_MILLIS;
  while (isAlive(server.pid)) {
    if (Date.now() > patience)
      throw new UserError(`process ${server.pid} has not ended in ${PATIENCE_MILLIS / 1000} s`, {
        exitCode: ExitCode.WRONG_STATE,
        hint: `kill -9 ${server.pid} ends it; no finished work is lost`,
      });
    await delay(20);
  }
  out.note(`Ended; the data stays in ${dataDir}.`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const PATIENCE_MILLIS = 15_000;
