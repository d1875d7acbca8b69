import { afterEach, describe, expect, it, vi } from 'vitest';
import { testTool } from './test-tool.ts';

afterEach(() => vi.unstubAllEnvs());

describe('testTool', () => {
  it('returns the path of a tool that was found', () => {
    vi.stubEnv('CI', 'true');

    expect(testTool('bun', '/usr/bin/bun', 'npm install bun')).toEqual({ path: '/usr/bin/bun', isMissing: false, note: '' });
  });

  it('skips with the reason on a developer’s machine', () => {
    vi.stubEnv('CI', '');

    expect(testTool('bun', undefined, 'npm install bun')).toEqual({
      path: '',
      isMissing: true,
      note: ' (skipped: no bun; npm install bun)',
    });
  });

  it('throws in CI', () => {
    vi.stubEnv('CI', 'true');

    expect(() => testTool('bun', undefined, 'npm install bun')).toThrow(
      'CI has no bun, which a test needs. Install it: npm install bun',
    );
  });
});
