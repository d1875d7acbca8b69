import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { asHtml, asLine, asMarkdown, closingLine, type Summary, type SummaryLine } from './summary.ts';

/** Writes `summary.md` and `summary.html`, says why tests were left out, and closes with one line. */
export class SummaryReporter implements Reporter {
  readonly #directory: string;
  #root = '.';
  #began = 0;

  /** @param directory below the project */
  constructor(directory: string) {
    this.#directory = directory;
  }

  onInit({ config }: Vitest): void {
    this.#root = config.root;
    this.#began = Date.now();
    // What a former run has kept of its failures is none of this one's.
    rmSync(join(this.#root, 'test-results/artifacts', targetName()), { recursive: true, force: true });
  }

  /** A line as each test ends: a run takes minutes. */
  onTestCaseResult(test: TestCase): void {
    process.stdout.write(`${asLine(lineOf(test))}\n`);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = modules.flatMap((module) => [...module.children.allTests()].map(lineOf));
    const summary: Summary = { target: targetName(), lines, duration: Date.now() - this.#began };
    const directory = join(this.#root, this.#directory);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'summary.md'), asMarkdown(summary));
    writeFileSync(join(directory, 'summary.html'), asHtml(summary));
    const github = process.env['GITHUB_STEP_SUMMARY'];
    if (github !== undefined) appendFileSync(github, asMarkdown(summary));
    for (const { state, title, note } of lines)
      if (state === 'skipped') process.stdout.write(`\nleft out: ${title}\n          ${note ?? ''}`);
    process.stdout.write(`\n\ne2e on ${summary.target}: ${closingLine(summary)}\n`);
  }
}

function targetName(): string {
  return process.env['STEPMAKER_E2E_TARGET'] ?? 'emulator';
}

function lineOf(test: TestCase): SummaryLine {
  const result = test.result();
  const title = test.fullName.split(' > ').slice(1).join(' ');
  const duration = test.diagnostic()?.duration ?? 0;
  if (result.state === 'passed') return { title, state: 'passed', duration };
  if (result.state === 'failed')
    return { title, state: 'failed', duration, note: result.errors[0]?.message.split('\n')[0] ?? '' };
  return { title, state: 'skipped', duration, note: result.state === 'skipped' ? (result.note ?? 'not asked for') : 'not run' };
}
