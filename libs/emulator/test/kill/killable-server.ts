import { startEmulator } from '../../src/index.ts';

// A server in a process of its own, to be killed: `node killable-server.ts DATA-DIRECTORY PORT PYTHON` tells its address on standard output.
const [, , dataDir = '', port = '0', pythonPath = 'python3'] = process.argv;
const emulator = await startEmulator({ port: Number(port), dataDir, pythonPath });
process.stdout.write(`${emulator.endpointUrl}\n`);
