import { startEmulator } from '../src/start-emulator.ts';

/** Serves the data directory that is the first argument, and prints where. */
const { endpointUrl } = await startEmulator({ port: 0, dataDir: process.argv[2] as string });
process.stdout.write(`${endpointUrl}\n`);
