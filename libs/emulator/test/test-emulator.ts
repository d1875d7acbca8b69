import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../src/core/clock.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../src/start-emulator.ts';

/** An emulator on a free port, with a data directory of its own that goes with it. */
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
