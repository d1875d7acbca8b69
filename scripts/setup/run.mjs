import { spawn } from 'node:child_process';
import { SetupError } from './progress.mjs';

/**
 * Runs a command to its end, without a shell, its output kept back and shown only if it fails.
 *
 * @throws SetupError with the last lines the command printed
 */
export function run(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => reject(new SetupError(`${command} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const tail = output.trimEnd().split('\n').slice(-15).join('\n    ');
      reject(new SetupError(`${command} ${args.join(' ')} ended with ${signal ?? `exit code ${code}`}:\n    ${tail}`));
    });
  });
}
