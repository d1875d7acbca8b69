import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The embedded AWS that holds a data directory. */
export interface RunningServer {
  readonly pid: number;
  readonly endpointUrl: string;
}

/** The server that a data directory says holds it, if its process is alive. */
export function runningServer(dataDir: string): RunningServer | undefined {
  try {
    const { pid, endpointUrl } = JSON.parse(readFileSync(join(dataDir, 'owner.json'), 'utf8')) as RunningServer;
    process.kill(pid, 0);
    return { pid, endpointUrl };
  } catch {
    return undefined;
  }
}

/** True when it answers: a process id alone may have been given to another process since. */
export async function answers({ endpointUrl }: RunningServer): Promise<boolean> {
  try {
    const response = await fetch(`${endpointUrl}/_stepmaker/health`, { signal: AbortSignal.timeout(ANSWER_MILLIS) });
    return response.ok && ((await response.json()) as { status?: string }).status === 'running';
  } catch {
    return false;
  }
}

const ANSWER_MILLIS = 3000;
