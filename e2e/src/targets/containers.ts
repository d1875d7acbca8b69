import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { RUN_LABEL } from './run-label.ts';

const run = promisify(execFile);

/** Debian's own client first: another one on the PATH may be too old for the daemon. */
const DOCKER = existsSync('/usr/bin/docker') ? '/usr/bin/docker' : 'docker';

/** Runs the docker command and gives what it printed. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await run(DOCKER, args, { maxBuffer: 2 ** 26 });
  return stdout.trim();
}

/** Reason why no Docker daemon answers. Undefined where one does. */
export async function dockerIsMissing(): Promise<string | undefined> {
  try {
    await docker('version', '--format', '{{.Server.Version}}');
    return undefined;
  } catch (error) {
    const { code, stderr = '' } = error as { code?: string; stderr?: string };
    return code === 'ENOENT' ? 'docker command not found' : stderr.trim().split('\n')[0] || 'the docker command failed';
  }
}

/** Removes the containers of a run; none without Docker. */
export async function removeContainersOf(runId: string): Promise<void> {
  const ids = await docker('ps', '--all', '--quiet', '--filter', `label=${RUN_LABEL}=${runId}`).catch(() => '');
  if (ids !== '') await docker('rm', '--force', '--volumes', ...ids.split('\n'));
}
