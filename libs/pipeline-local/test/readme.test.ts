import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalPipeline, startLocal } from '../src/start-local.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(import.meta.dirname, 'readme-examples');

interface Example {
  readonly file: string;
  readonly code: string;
}

/** The TypeScript examples of a package's README, each a separate file. */
function examplesOf(name: string): Example[] {
  const text = readFileSync(join(ROOT, 'libs', name, 'README.md'), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ''], index) => ({
    file: join(FOLDER, `${name}-${index + 1}${code.includes("from 'vitest'") ? '.test' : ''}.ts`),
    code,
  }));
}

const examples = ['pipeline-sdk', 'pipeline-local'].flatMap(examplesOf);

describe('the examples of the READMEs', () => {
  let local: LocalPipeline;

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    for (const { file, code } of examples) writeFileSync(file, code);
    local = await startLocal();
  });
  afterAll(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    await local[Symbol.asyncDispose]();
  });

  it('compile', () => {
    const { config } = ts.readConfigFile(join(import.meta.dirname, '../tsconfig.spec.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(import.meta.dirname, '..'));
    const program = ts.createProgram(
      examples.map(({ file }) => file),
      { ...options, composite: false, incremental: false, noEmit: true, isolatedDeclarations: false },
    );

    const problems = ts.getPreEmitDiagnostics(program).filter(({ file }) => file?.fileName.startsWith(FOLDER));

    expect(
      problems.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
    ).toEqual([]);
  });

  // In their order: the second asks for the execution that the first has started.
  it.each(examples.map((example) => [example.file.slice(FOLDER.length + 1), example] as const))(
    'run: %s',
    async (_, { file }) => {
      const node = ['--conditions=@stepmaker/source', '--disable-warning=ExperimentalWarning'];
      const [command, ...args] = file.endsWith('.test.ts')
        ? [
            join(ROOT, 'node_modules/vitest/vitest.mjs'),
            'run',
            '--root',
            join(ROOT, 'libs/pipeline-local'),
            '--reporter=default',
            file,
          ]
        : [file];
      const { VITEST: _vitest, NODE_TEST_CONTEXT: _context, NX_TASK_TARGET_TARGET: _target, ...env } = process.env;

      await run(process.execPath, [...(file.endsWith('.test.ts') ? [] : node), command as string, ...args], {
        cwd: ROOT,
        env: {
          ...env,
          AWS_ENDPOINT_URL: local.endpointUrl,
          AWS_REGION: local.clientConfig.region,
          AWS_ACCESS_KEY_ID: local.clientConfig.credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: local.clientConfig.credentials.secretAccessKey,
          TMPDIR: local.dataDir,
        },
      });
    },
    180_000,
  );
});
