import { startEmulator } from '../../src/index.ts';

// A server in a process of its own, to be killed: tells its address on standard output.
const [, , dataDir = '', pythonPath = ''] = process.argv;
const emulator = await startEmulator({ port: 0, dataDir, pythonPath });
process.stdout.write(`${emulator.endpointUrl}\n`);
