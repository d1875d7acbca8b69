import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../src/core/clock.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../src/start-emulator.ts';

/** An emulator on a free port, with a separate data directory that goes with it. */
export interface TestEmulator extends AsyncDisposable {
  readonly emulator: Emulator;
  /** What AWS SDK clients are made with. */
  readonly client: ClientConfiguration;
  /** What the server said to the person who runs it. */
  readonly log: string[];
}

/** Endpoint, region and keys of an AWS SDK client. */
export interface ClientConfiguration {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
  readonly maxAttempts: number;
}

/** Starts one. */
export async function startTestEmulator(options: EmulatorOptions = {}): Promise<TestEmulator> {
  const dataDir = options.dataDir ?? temporaryDirectory();
  const log: string[] = [];
  const emulator = await startEmulator({
    port: 0,
    dataDir,
    log: (level, message) => log.push(`${level}: ${message}`),
    ...options,
  });
  return {
    emulator,
    log,
    client: {
      endpoint: emulator.endpointUrl,
      region: emulator.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    async [Symbol.asyncDispose]() {
      await emulator.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A new directory below the system's one for temporary files. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'stepmaker-test-'));
}

/** A clock that is moved by hand, and rings on the way what is due. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>();

  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  setTimer(epochMillis: number, callback: () => void): { cancel(): void } {
    const timer = { at: epochMillis, callback };
    this.#timers.add(timer);
    if (epochMillis <= this.#now) setImmediate(() => this.#ring());
    return { cancel: () => this.#timers.delete(timer) };
  }

  /** Moves to a moment, by every appointment before it. What timers begin has time to continue in between. */
  async advance(millis: number): Promise<void> {
    const end = this.#now + millis;
    for (;;) {
      await settle();
      const next = Math.min(...[...this.#timers].map(({ at }) => at));
      if (next > end) break;
      this.#now = Math.max(this.#now, next);
      this.#ring();
    }
    this.#now = end;
    await settle();
  }

  #ring(): void {
    for (const timer of [...this.#timers]) {
      if (timer.at > this.#now || !this.#timers.delete(timer)) continue;
      timer.callback();
    }
  }
}

/** Lets what has begun in memory continue. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Trust policy of a role that a service may assume, as a template holds it. */
export function trustPolicy(service: string): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
}

/** {@link trustPolicy} as JSON text, as IAM's operations take it. */
export function trustOf(service: string): string {
  return JSON.stringify(trustPolicy(service));
}

/** A clock that stands still until it is moved. */
export class StoppedClock implements Clock {
  #now: number;

  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  advance(millis: number): void {
    this.#now += millis;
  }

  setTimer(): { cancel(): void } {
    return { cancel: () => {} };
  }
}
