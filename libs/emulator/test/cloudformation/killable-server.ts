import { startEmulator } from '../../src/start-emulator.ts';

// Run as a process of its own: serves a data directory until it is killed.
const [dataDir = ''] = process.argv.slice(2);
const emulator = await startEmulator({ port: 0, dataDir });
process.stdout.write(`${emulator.endpointUrl}\n`);
