import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findPython } from './local-python.ts';

describe('the Python that runs jobs', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stepmaker-python-'));
    vi.stubEnv('STEPMAKER_PYTHON', undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  });

  const venvIn = (...path: string[]): string => {
    const bin = join(root, ...path, '.venv/bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'python'), '');
    return join(bin, 'python');
  };

  it('is the one that is given, then the one that the environment names', () => {
    venvIn();
    vi.stubEnv('STEPMAKER_PYTHON', '/opt/python');

    expect(findPython('python3.12', { cwd: root })).toBe('python3.12');
    expect(findPython(undefined, { cwd: root })).toBe('/opt/python');
  });

  it('is of the nearest .venv, in the working directory or above it', () => {
    const outer = venvIn();
    const inner = venvIn('packages', 'one');
    mkdirSync(join(root, 'packages/two'), { recursive: true });

    expect(findPython(undefined, { cwd: join(root, 'packages/one') })).toBe(inner);
    expect(findPython(undefined, { cwd: join(root, 'packages/two') })).toBe(outer);
  });

  it('is of a .venv above this package where the working directory has none', () => {
    const found = findPython(undefined, { cwd: root });

    expect(found).toBe(findPython(undefined, { cwd: import.meta.dirname }));
  });

  const isRoot = process.getuid?.() === 0;
  it.runIf(isRoot)(
    `is not of a .venv above that belongs to another user${isRoot ? '' : ' (skipped: only root can give a file away)'}`,
    () => {
      const theirs = venvIn();
      chownSync(join(root, '.venv'), 12_345, 12_345);
      mkdirSync(join(root, 'below'));

      expect(findPython(undefined, { cwd: join(root, 'below') })).not.toBe(theirs);
      expect(findPython(undefined, { cwd: root })).toBe(theirs);
    },
  );
});
