/** Script of a process that a test kills: `node serve-until-killed.ts MODULE OPTIONS` prints the address of the server that it starts. */
const [, , module = '', options = '{}'] = process.argv;

/** The part of the module that this script uses. */
interface ServerModule {
  readonly startEmulator: (options: object) => Promise<{ readonly endpointUrl: string }>;
}

const { startEmulator } = (await import(module)) as ServerModule;
const server = await startEmulator(JSON.parse(options) as object);
process.stdout.write(`${server.endpointUrl}\n`);

export {};
