/**
 * Writes the data directory of today's schema version as a fixture:
 * `node --conditions=@stepmaker/source libs/emulator/test/stored-data/write-fixture.ts DIRECTORY`. Run it once for each new version;
 * fixtures of former versions stay as their servers wrote them.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startEmulator } from '../../src/index.ts';
import { VirtualClock } from '../test-emulator.ts';
import { dump } from './dump.ts';
import { SampleAccount } from './sample-account.ts';

const [target] = process.argv.slice(2);
if (target === undefined || existsSync(target)) throw new Error(`Name a directory that does not exist yet, not ${target}`);
const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-fixture-'));
try {
  const clock = new VirtualClock();
  {
    await using emulator = await startEmulator({ port: 0, dataDir, clock });
    await new SampleAccount(emulator, clock).fill();
  }
  const database = new DatabaseSync(join(dataDir, 'store.sqlite'));
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'store.sql'), dump(database));
  database.close();
  cpSync(join(dataDir, 's3'), join(target, 's3'), { recursive: true });
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
