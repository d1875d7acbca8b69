import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiReport, reports } from '../scripts/api-report.ts';

describe('the public surface', () => {
  it.each(reports)('of $entry is the one that is checked in; npx nx api-report pipeline-sdk writes it', ({ entry, file }) => {
    expect(apiReport(entry)).toBe(readFileSync(join(import.meta.dirname, '..', file), 'utf8'));
  });
});
