import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Settings of every project's tests: workspace packages resolve to their TypeScript source, so nothing has to be built first. */
export const sharedConfig: ViteUserConfig = defineConfig({
  resolve: { conditions: ['@stepmaker/source'] },
  ssr: { resolve: { conditions: ['@stepmaker/source'] } },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});

/** Where branches are reached outside the process of the tests. */
export interface FurtherCoverage {
  /** The tests start the sources in child processes, which report to the directory in `STEPMAKER_CHILD_COVERAGE`. */
  readonly children: true;
}

/**
 * Fails `nx test` of a project where branches of these files are not tested. A run of a single test file by hand does not fail.
 *
 * @param percent by glob: how many of the branches must be reached
 * @param further where they are reached too. Without it, only what the process of the tests reaches counts
 */
export function branchGate(
  percent: Readonly<Record<string, number>>,
  further?: FurtherCoverage,
): NonNullable<ViteUserConfig['test']>['coverage'] {
  const gate = {
    enabled: process.env['NX_TASK_TARGET_TARGET'] === 'test',
    include: Object.keys(percent),
    exclude: ['**/*.test.ts', '**/*.md'],
    reporter: ['text-summary', ['text', { skipFull: true }], 'json'],
    reportsDirectory: 'test-results/coverage',
    thresholds: Object.fromEntries(Object.entries(percent).map(([glob, branches]) => [glob, { branches }])),
  } satisfies NonNullable<ViteUserConfig['test']>['coverage'];
  if (further === undefined || !gate.enabled) return { ...gate, provider: 'v8' };
  process.env['STEPMAKER_CHILD_COVERAGE'] = join(tmpdir(), `stepmaker-coverage-${process.pid}`);
  const customProviderModule = fileURLToPath(new URL('scripts/branch-coverage/provider.mjs', import.meta.url));
  return { ...gate, provider: 'custom', customProviderModule };
}
