import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, 'readme-examples');
const README = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const code = /^```ts\n(.*?)^```$/ms.exec(README)?.[1] ?? '';
const scripts = [...README.matchAll(/^```python\n# (\S+)\n(.*?)^```$/gms)];

describe('the example of the README', () => {
  beforeAll(() => {
    mkdirSync(join(FOLDER, 'data'), { recursive: true });
    for (const [, name = '', text = ''] of scripts) writeFileSync(join(FOLDER, name), text);
    writeFileSync(join(FOLDER, 'data', 'prices.csv'), '1\n3\n');
    writeFileSync(join(FOLDER, 'example.ts'), code);
  });
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

  it('compiles', () => {
    const { config } = ts.readConfigFile(join(import.meta.dirname, '../tsconfig.spec.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(import.meta.dirname, '..'));
    const program = ts.createProgram([join(FOLDER, 'example.ts')], {
      ...options,
      composite: false,
      incremental: false,
      noEmit: true,
      isolatedDeclarations: false,
    });

    const problems = ts.getPreEmitDiagnostics(program).filter(({ file }) => file?.fileName.startsWith(FOLDER));

    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });

  it('prints what it says', () => {
    const printed = execFileSync(
      process.execPath,
      ['--conditions=@stepmaker/source', '--disable-warning=ExperimentalWarning', 'example.ts'],
      { cwd: FOLDER, encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '0', TMPDIR: FOLDER } },
    );

    expect(printed.trim()).toBe(/console\.log\(.*\); \/\/ (.*)/.exec(code)?.[1]);
  });
});
