import { execFile } from 'node:child_process';

/** Output of a program, or the reason of its failure. */
export type ProgramResult =
  | { readonly stdout: string }
  | { readonly error: 'not found' | 'failed' | 'no answer'; readonly stderr: string };

/** Runs a program for what it prints, with an end to the patience. */
export function runProgram(command: string, args: readonly string[]): Promise<ProgramResult> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: PATIENCE_MILLIS, encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout: stdout.trim() });
      else if (error.code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'EACCES')
        resolve({ error: 'not found', stderr: '' });
      else resolve({ error: error.killed ? 'no answer' : 'failed', stderr: stderr.trim() });
    });
  });
}

const PATIENCE_MILLIS = 20_000;
