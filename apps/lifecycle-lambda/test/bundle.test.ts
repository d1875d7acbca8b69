import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
let directory: string;
let code: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lifecycle-bundle-'));
  await build({
    config: join(PROJECT, 'tsup.config.ts'),
    entry: { index: join(PROJECT, 'src/bundle.ts') },
    outDir: directory,
    silent: true,
  });
  code = await readFile(join(directory, 'index.js'), 'utf8');
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the bundle', () => {
  it('fits into the template', () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(7_000);
  });

  it('is one CommonJS file that needs only what the Lambda runtime has', () => {
    const required = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name as string);

    expect(new Set(required)).toEqual(
      new Set([
        '@aws-sdk/client-cloudwatch-logs',
        '@aws-sdk/client-ec2',
        '@aws-sdk/client-lambda',
        '@aws-sdk/client-s3',
        '@aws-sdk/client-sagemaker',
        '@aws-sdk/client-sfn',
        'node:zlib',
      ]),
    );
    expect(code).not.toMatch(/\bimport\s*[({"*]|\bexport\b/);
  });

  it('exports the handler by the name in the template', () => {
    const load = createRequire(join(PROJECT, 'package.json'));
    const module = { exports: {} as Record<string, unknown> };

    new Function('module', 'exports', 'require', code)(module, module.exports, load);

    expect(module.exports['handler']).toBeTypeOf('function');
  });
});
