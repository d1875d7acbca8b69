import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { smokeRun } from './smoke-run.ts';

const directory = mkdtempSync(join(tmpdir(), 'stepmaker-smoke-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function script(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

describe('smokeRun', () => {
  it('runs TypeScript with --smoke and returns the lines that it prints', async () => {
    const file = script('bench.mts', `const [flag]: string[] = process.argv.slice(2); console.log('a\\n');console.log(flag);`);

    expect(await smokeRun(file)).toEqual(['a', '', '--smoke']);
  });

  it('throws with the standard error of a benchmark that fails', async () => {
    await expect(smokeRun(script('broken.mjs', `throw new Error('too slow');`))).rejects.toThrow('too slow');
  });
});
