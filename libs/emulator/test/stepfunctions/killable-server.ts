import { startEmulator } from '../../src/index.ts';

// A server in a process of its own, to be killed: `node killable-server.ts <data directory>` tells its address on standard output.
const [, , dataDir = ''] = process.argv;
const emulator = await startEmulator({ port: 0, dataDir });
process.stdout.write(`${emulator.endpointUrl}\n`);
