import { describe, expect, it } from 'vitest';
import { asHtml, asLine, asMarkdown, closingLine, type Summary } from './summary.ts';

const SUMMARY: Summary = {
  target: 'localstack',
  duration: 61_230,
  lines: [
    { title: 'a model is served', state: 'passed', duration: 4_210 },
    { title: 'a redrive continues', state: 'skipped', duration: 0, note: 'LocalStack has no RedriveExecution' },
    { title: 'a <b> fails', state: 'failed', duration: 90, note: 'expected a|b\nto be c' },
  ],
};

describe('a summary of a run', () => {
  it('closes with the counts and the time of all of it', () => {
    expect(closingLine(SUMMARY)).toBe('1 passed, 1 failed, 1 skipped in 61.2 s');
  });

  it('reports each test in one line', () => {
    expect(SUMMARY.lines.map(asLine)).toEqual([
      '✓ a model is served (4.2 s)',
      '– a redrive continues: LocalStack has no RedriveExecution',
      '✗ a <b> fails (0.1 s): expected a|b\nto be c',
    ]);
  });

  it('says in Markdown what was skipped and why, in one line a test', () => {
    const lines = asMarkdown(SUMMARY).split('\n');

    expect(lines).toContain('| – | a redrive continues | 0.0 | LocalStack has no RedriveExecution |');
    expect(lines).toContain('| ✗ | a <b> fails | 0.1 | expected a\\|b to be c |');
  });

  it('is a page in which nothing of a test is markup', () => {
    const page = asHtml(SUMMARY);

    expect(page).toContain('<td>a &#60;b&#62; fails</td>');
    expect(page).toContain('<tr class="failed">');
  });
});
