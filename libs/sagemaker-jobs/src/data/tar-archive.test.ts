import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContainerError } from '../container/container-error.ts';
import { packTarGz, unpackTarGz } from './tar-archive.ts';

let path: string;
let source: string;
const longName = `${'directory-of-some-length/'.repeat(6)}model.joblib`;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'stepmaker-tar-'));
  source = join(path, 'source');
  mkdirSync(join(source, 'code'), { recursive: true });
  writeFileSync(join(source, 'model.joblib'), Buffer.alloc(700_001, 7));
  writeFileSync(join(source, 'code', 'inference.py'), 'print(1)\n');
  writeFileSync(join(source, 'empty'), '');
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

describe('packTarGz', () => {
  it('packs what tar unpacks again, names of any length included', async () => {
    mkdirSync(join(source, longName, '..'), { recursive: true });
    writeFileSync(join(source, longName), 'ünïcode');
    chmodSync(join(source, 'code', 'inference.py'), 0o755);
    const archive = join(path, 'model.tar.gz');

    expect(await packTarGz(source, archive)).toBe(4);
    await unpackTarGz(archive, join(path, 'target'));

    const names = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).trim().split('\n');
    expect(names).toEqual(['code/inference.py', longName, 'empty', 'model.joblib']);
    expect(readFileSync(join(path, 'target', 'model.joblib')).equals(Buffer.alloc(700_001, 7))).toBe(true);
    expect(readFileSync(join(path, 'target', longName), 'utf8')).toBe('ünïcode');
    expect(readFileSync(join(path, 'target', 'empty'), 'utf8')).toBe('');
  });

  it('gives the same bytes for the same files', async () => {
    await packTarGz(source, join(path, 'one'));
    utimesSync(join(source, 'empty'), 1, 1);
    await packTarGz(source, join(path, 'two'));

    expect(readFileSync(join(path, 'one'))).toEqual(readFileSync(join(path, 'two')));
  });

  it('writes no archive of nothing, and follows no link', async () => {
    const linked = join(path, 'linked');
    mkdirSync(linked);
    symlinkSync('/etc/hostname', join(linked, 'hostname'));

    expect(await packTarGz(linked, join(path, 'none'))).toBe(0);
    expect(() => readFileSync(join(path, 'none'))).toThrow('ENOENT');
  });
});

describe('unpackTarGz', () => {
  it('reports a file that is not an archive', async () => {
    writeFileSync(join(path, 'broken'), 'not gzip');

    await expect(unpackTarGz(join(path, 'broken'), join(path, 'target'))).rejects.toThrow(ContainerError);
  });
});
