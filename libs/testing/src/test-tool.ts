/** A program that a test runs. */
export interface TestTool {
  /** Path of the program. Empty where it is missing. */
  readonly path: string;
  readonly isMissing: boolean;
  /** End of a test's title: why it is skipped. Empty where the tool is found. */
  readonly note: string;
}

/**
 * Decides about tests whose tool may be missing: they are skipped with the reason in their titles on a developer's machine. In CI, where every tool
 * is installed, a missing one is a failure.
 *
 * @param name of the tool, for people
 * @param path where it was found
 * @param install how it is installed, e.g. a command
 * @throws Error in CI (`CI=true`) where the tool is missing
 * @example
 * const shellcheck = testTool('shellcheck', find('shellcheck'), 'apt-get install shellcheck');
 * it.skipIf(shellcheck.isMissing)(`shellcheck finds nothing${shellcheck.note}`, () => run(shellcheck.path));
 */
export function testTool(name: string, path: string | undefined, install: string): TestTool {
  if (path !== undefined) return { path, isMissing: false, note: '' };
  if (process.env['CI'] === 'true') throw new Error(`CI has no ${name}, which a test needs. Install it: ${install}`);
  return { path: '', isMissing: true, note: ` (skipped: no ${name}; ${install})` };
}
