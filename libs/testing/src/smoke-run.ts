import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs a benchmark with `--smoke` in a separate process, on the TypeScript sources of the workspace.
 *
 * @param script path of the benchmark's script
 * @returns lines of its standard output, without the line end of the last one
 * @throws Error with the standard error when the benchmark fails
 * @example
 * const lines = await smokeRun(join(import.meta.dirname, '../bench/bench.ts'));
 */
export async function smokeRun(script: string): Promise<string[]> {
  const args = ['--conditions=@stepmaker/source', '--disable-warning=ExperimentalWarning', script, '--smoke'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return stdout.trimEnd().split('\n');
}
