import { describe, expect, it } from 'vitest';
import { cycleThrough, folderImports } from './import-graph.ts';

/** The lower folders in order: each may import those before it. ESLint checks the finer rules, for static imports alone. */
const LOWER = ['core', 'http', 'protocols', 'authorization', 'delivery', 'schedule'];

describe('the folders of the source', () => {
  const imports = folderImports();

  it('are read with all their imports', () => {
    expect(imports).toContainEqual({ file: 'services/s3/manifest.ts', from: 'services/s3', to: 'core' });
    expect(imports).toContainEqual({ file: 'start-emulator.ts', from: '', to: 'services' });
    expect(imports.length).toBeGreaterThan(500);
  });

  it.each(LOWER)('%s imports only folders below it', (folder) => {
    const below = LOWER.slice(0, LOWER.indexOf(folder));

    expect(imports.filter(({ to }) => to === folder)).not.toEqual([]);
    expect(imports.filter(({ from, to }) => from === folder && !below.includes(to))).toEqual([]);
  });

  it('only the composition root imports server, and only it knows the list of services', () => {
    expect(imports.filter(({ from, to }) => to === 'server' && from !== '')).toEqual([]);
    expect(imports.filter(({ from, to }) => to === 'services' && from !== '')).toEqual([]);
    expect(imports.filter(({ from, to }) => from === 'server' && to.startsWith('services'))).toEqual([]);
  });

  it.each([...LOWER, 'server'])('%s is part of no cycle', (folder) => {
    expect(cycleThrough(folder, imports)).toBeUndefined();
  });

  it.each(['services/iam', 'services/sts'])('%s is part of no cycle', (folder) => {
    expect(cycleThrough(folder, imports)).toBeUndefined();
  });

  it('finds a cycle over several folders', () => {
    const ring = [
      { from: 'a', to: 'b', file: 'a/1.ts' },
      { from: 'b', to: 'c', file: 'b/1.ts' },
      { from: 'c', to: 'a', file: 'c/1.ts' },
    ];

    expect(cycleThrough('a', ring)).toEqual(['a', 'b', 'c', 'a']);
    expect(cycleThrough('a', ring.slice(0, 2))).toBeUndefined();
  });
});
