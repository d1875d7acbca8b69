/** `npm start`: sets the machine up, then runs the main job on the embedded AWS. Options are the `stepmaker start` command's. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { orExplain, root, setUp } from './setup.mjs';

await orExplain(async () => {
  const { node, python } = await setUp();
  const args = [join(root, 'apps/cli/bin/stepmaker.mjs'), 'start', ...process.argv.slice(2)];
  const env = { ...process.env, STEPMAKER_PYTHON: python };
  const child = spawn(node, args, { stdio: 'inherit', env });
  // The terminal sends Ctrl-C to the whole group: the child ends by itself, and this process waits for its exit code.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  child.on('close', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
});
