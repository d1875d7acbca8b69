import { spawn } from 'node:child_process';

/** Options of a command. */
export interface ToolOptions {
  readonly cwd?: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Exit codes that are not failures. @default [0] */
  readonly accepted?: readonly number[];
}

/** Output of a command. */
export interface ToolResult {
  readonly code: number;
  readonly stdout: string;
  /** Standard output and error, as they came. */
  readonly transcript: string;
}

/** Runs a command without a shell to its end. @throws Error with all that it printed, when its exit code is not accepted */
export async function runTool(
  command: string,
  args: readonly string[],
  { cwd, env, accepted = [0] }: ToolOptions,
): Promise<ToolResult> {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let transcript = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      transcript += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      transcript += text;
    });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const code = status ?? -1;
      if (accepted.includes(code)) resolve({ code, stdout, transcript });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}:\n${transcript}`));
    });
  });
}
