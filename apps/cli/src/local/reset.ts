import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { confirmed } from '../output/ask.ts';
import { Output } from '../output/output.ts';
import { down } from './down.ts';
import { resetDataDir } from './reset-data-dir.ts';
import { runningServer } from './running-server.ts';

/** Deletes the data of the embedded AWS, after asking; a server that runs on it is ended first. */
export async function reset(options: {
  readonly dataDir: string;
  readonly yes?: boolean;
  readonly quiet?: boolean;
}): Promise<void> {
  const dataDir = resolve(options.dataDir);
  const out = new Output(options);
  if (!existsSync(dataDir)) return out.note(`There is nothing at ${dataDir}.`);
  const server = runningServer(dataDir);
  const question = `Delete all runs, models and buckets in ${dataDir}${server ? `, and end process ${server.pid}` : ''}?`;
  if (!options.yes && !(await confirmed(question)))
    throw new UserError('cancelled; nothing changed', { exitCode: ExitCode.FAILED });
  if (server !== undefined) await down({ dataDir, quiet: true });
  await resetDataDir(dataDir);
  out.note(`${dataDir} is gone.`);
}
