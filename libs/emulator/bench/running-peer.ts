import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Peer } from './peers/peer.ts';
import { Wire } from './wire.ts';

const PATIENCE_MILLIS = 60_000;

/** Linux counts computing time in hundredths of a second. */
const MILLIS_PER_TICK = 10;

/** Servers have separate process groups, which the terminal's Ctrl-C does not reach. */
const started = new Set<ChildProcess>();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of started) signalGroup(child, 'SIGKILL');
    process.exit(130);
  });
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(pid as number), signal);
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** A peer whose server runs in separate processes. */
export class RunningPeer {
  readonly peer: Peer;
  readonly wire: Wire;
  /** From the start of the process to the first answer of Step Functions. */
  readonly startMillis: number;
  readonly #process: ChildProcess;

  private constructor(peer: Peer, wire: Wire, process: ChildProcess, startMillis: number) {
    this.peer = peer;
    this.wire = wire;
    this.#process = process;
    this.startMillis = startMillis;
  }

  /** Starts a peer's server and waits for its first answer. @param directory for its data; what is there is taken up */
  static async start(peer: Peer, directory: string): Promise<RunningPeer> {
    mkdirSync(directory, { recursive: true });
    const port = await freePort();
    const { file, args, env } = peer.command(port, join(directory, 'data'));
    mkdirSync(join(directory, 'data'), { recursive: true });
    const log = openSync(join(directory, 'log'), 'a');
    const began = performance.now();
    const child = spawn(file, args, {
      cwd: directory,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    started.add(child);
    child.once('exit', () => started.delete(child));
    const wire = new Wire(`http://127.0.0.1:${port}`);
    for (;;) {
      try {
        await wire.call('ListStateMachines', {});
        break;
      } catch (error) {
        if (child.exitCode !== null || performance.now() - began > PATIENCE_MILLIS)
          throw new Error(`${peer.name} did not start: ${(error as Error).message}; ${join(directory, 'log')} says more`);
        await sleep(2);
      }
    }
    const startMillis = performance.now() - began;
    await peer.configure?.(wire.url);
    return new RunningPeer(peer, wire, child, startMillis);
  }

  /** Memory of the server and its processes now, in MiB; undefined where the system does not say. */
  get residentMebibytes(): number | undefined {
    try {
      return residentOf(this.#process.pid as number) / 1024;
    } catch {
      return undefined;
    }
  }

  /** Computing time of the server since its start, in milliseconds: unlike the time on the clock, it does not depend on other processes. */
  get computedMillis(): number {
    try {
      const fields = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * MILLIS_PER_TICK;
    } catch {
      return Number.NaN;
    }
  }

  /** Ends the server with all that it has started. */
  async end(): Promise<void> {
    this.wire.close();
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    signalGroup(this.#process, 'SIGTERM');
    const impatient = setTimeout(() => signalGroup(this.#process, 'SIGKILL'), 5000);
    await gone;
    clearTimeout(impatient);
  }
}

function residentOf(pid: number): number {
  const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return children.reduce((sum, child) => sum + residentOf(Number(child)), own);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
