import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startLocal } from '../src/start-local.ts';

/** The processes of this machine that know a directory. */
function processesOf(directory: string): string[] {
  const all = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(directory));
}

describe('startLocal', () => {
  it('gives several at once, each its own, and leaves nothing behind, in the middle of a job either', async () => {
    const directories: string[] = [];
    await (async () => {
      await using first = await startLocal();
      await using second = await startLocal({ stackName: 'another', parameters: { ModelPerformanceThreshold: '0.5' } });
      directories.push(first.dataDir, second.dataDir);
      const execution = await first.pipeline.startExecution();
      for await (const { type } of execution.events()) if (type === 'JobSubmitted') break;

      expect(first.endpointUrl).not.toBe(second.endpointUrl);
      expect(second.stackName).toBe('another');
      expect(await Array.fromAsync(second.pipeline.listExecutions())).toEqual([]);
      expect(await Array.fromAsync(first.pipeline.listExecutions())).toMatchObject([{ name: execution.name }]);
    })();

    expect(directories.map((directory) => existsSync(directory))).toEqual([false, false]);
    expect(directories.flatMap(processesOf)).toEqual([]);
  });

  it('leaves nothing behind when it is stopped before it has begun', async () => {
    await expect(startLocal({ signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
  });

  it('says what is missing without a template', async () => {
    await expect(startLocal({ templateFile: '/nowhere.json' })).rejects.toThrow('No template at /nowhere.json');
  });

  it('is one line in node --test too', async () => {
    const folder = mkdtempSync(join(import.meta.dirname, 'node-test-'));
    const file = join(folder, 'pipeline.test.mjs');
    writeFileSync(
      file,
      `import assert from 'node:assert/strict';
       import { test } from 'node:test';
       import { startLocal } from '@stepmaker/pipeline-local';
       test('the pipeline serves a model', async () => {
         await using local = await startLocal();
         const { EndpointName } = await (await local.pipeline.startExecution({ ModelPerformanceThreshold: 0.5 })).result();
         assert.equal((await local.endpoint(EndpointName).describe()).status, 'InService');
       });`,
    );
    try {
      const args = [
        '--conditions=@stepmaker/source',
        '--disable-warning=ExperimentalWarning',
        '--test',
        '--test-reporter=tap',
        file,
      ];
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const { stdout } = await promisify(execFile)(process.execPath, args, { env });
      expect(stdout).toContain('ok 1 - the pipeline serves a model');
      expect(stdout).toContain('# fail 0');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
