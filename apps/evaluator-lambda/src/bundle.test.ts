import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { describe, expect, it } from 'vitest';
import options from '../tsup.config.ts';

describe('the bundle', () => {
  it('is one CommonJS file with a handler, short enough for inline code', async () => {
    const project = fileURLToPath(new URL('..', import.meta.url));
    const outDir = await mkdtemp(join(tmpdir(), 'evaluator-'));
    try {
      await build({ ...options, config: false, silent: true, entry: { index: join(project, 'src/bundle.ts') }, outDir });

      const file = join(outDir, 'index.js');
      const code = await readFile(file);
      // Node takes a file for CommonJS by its package; Lambda has none.
      const module = { exports: {} as { handler?: unknown } };
      new Function('module', 'exports', 'require', code.toString())(module, module.exports, createRequire(import.meta.url));

      expect(module.exports.handler).toBeTypeOf('function');
      expect(code.byteLength).toBeLessThanOrEqual(4096);
    } finally {
      await rm(outDir, { recursive: true });
    }
  });
});
