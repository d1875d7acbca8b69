import { spawn } from 'node:child_process';
import { SetupError } from './progress.mjs';

const KEPT = 20_000;

/** The first and the last lines of a long output: tools say what is wrong in either place. */
function ends(output) {
  const lines = output.trimEnd().split('\n');
  return lines.length <= 20 ? lines : [...lines.slice(0, 10), '…', ...lines.slice(-10)];
}

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
      output += chunk;
      if (output.length > 2 * KEPT) output = output.slice(0, KEPT) + output.slice(-KEPT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => reject(new SetupError(`${command} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output);
      reject(
        new SetupError(
          `${command} ${args.join(' ')} ended with ${signal ?? `exit code ${code}`}:\n    ${ends(output).join('\n    ')}`,
        ),
      );
    });
  });
}
