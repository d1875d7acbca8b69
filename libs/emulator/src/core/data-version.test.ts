import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STEPMAKER_VERSION } from './data-version.ts';

describe('STEPMAKER_VERSION', () => {
  it('is the version of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

    expect(STEPMAKER_VERSION).toBe(version);
  });
});
