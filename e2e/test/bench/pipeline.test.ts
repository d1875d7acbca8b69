import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const BENCH = join(import.meta.dirname, '../../bench/pipeline.ts');

describe('the benchmark of the whole pipeline', () => {
  it('runs once on a small table', { timeout: 180_000 }, async () => {
    const args = ['--conditions=@stepmaker/source', '--disable-warning=ExperimentalWarning', BENCH, '--smoke'];

    const { stdout } = await promisify(execFile)(process.execPath, args);

    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^three jobs, a server start, one request, bare +\d+\.\d\d s$/),
      expect.stringMatching(/^the execution on the embedded AWS +\d+\.\d\d s +\d+\.\d\d ×$/),
      expect.stringMatching(/^all of it, cold: start, deploy, run, ask, stop +\d+\.\d\d s +\d+\.\d\d ×, -?\d+\.\d\d s over$/),
    ]);
  });
});
