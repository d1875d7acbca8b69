import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

describe('the package', () => {
  let directory: string;
  let tarball: Buffer<ArrayBuffer>;
  let files: string[];

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'stepmaker-pack-'));
    const printed = execFileSync('npm', ['pack', '--json', '--pack-destination', directory], { cwd: ROOT, encoding: 'utf8' });
    // An array or an object by package name, as the version of npm has it.
    const [packed] = Object.values<{ filename: string; files: { path: string }[] }>(JSON.parse(printed));
    tarball = Buffer.from(readFileSync(join(directory, packed?.filename ?? '')));
    files = packed?.files.map(({ path }) => path) ?? [];
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('holds what runs, its sources for traces, and no tests', () => {
    expect(files).toEqual(
      expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'dist/node/index.js', 'src/index.ts', 'README.md']),
    );
    expect(files.filter((path) => /test|tsbuildinfo|bench/.test(path))).toEqual([]);
  });

  it('is clean to publint', async () => {
    const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });

    expect(messages).toEqual([]);
  });

  it('has types that resolve everywhere where ESM does', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));

    // A package of ESM alone: require() and the resolution of Node 10 are not meant to work.
    const problems = analysis.types && 'problems' in analysis ? analysis.problems : [];
    expect(
      problems.filter((problem) => !('resolutionKind' in problem && /node10|node16-cjs/.test(problem.resolutionKind))),
    ).toEqual([]);
    expect(analysis.types).toMatchObject({ kind: 'included' });
  });
});
