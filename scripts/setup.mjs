/**
 * Everything a fresh machine lacks: npm packages, a Node 24 and a Python environment, done once; then the CloudFormation template and the command
 * line, by Nx. Node built-ins only. What is there and current is left alone; what was interrupted is done again.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepareBuild } from './setup/build.mjs';
import { preparePackages } from './setup/packages.mjs';
import { SetupError } from './setup/progress.mjs';
import { preparePython } from './setup/python.mjs';

/** The workspace's root directory. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** Prepares the machine and builds what programs are started from. Returns the paths of the Node and the Python to use. */
export async function setUp() {
  const tools = await bootstrap();
  await prepareBuild(root, tools.node);
  return tools;
}

/** Prepares the machine for Nx, which builds the rest. Returns the paths of the Node and the Python to use. */
export async function bootstrap() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetupError(
      `Node ${process.versions.node} is too old: version 20 or newer is needed to begin with (a Node 24 is then installed into node_modules).`,
    );
  }
  if (!existsSync(`${root}/package-lock.json`))
    throw new SetupError(`${root} has no package-lock.json: is this a whole checkout?`);
  const python = await preparePython(root);
  const node = await preparePackages(root);
  return { node, python };
}

/** Runs `main` and turns an error that a person can fix into one line on stderr and exit code 1. */
export async function orExplain(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`\nstepmaker: ${error.message}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await orExplain(async () => {
    await setUp();
    process.stderr.write('Ready: npm start\n');
  });
}
