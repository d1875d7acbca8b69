import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** What every project's tests share: workspace packages resolve to their TypeScript source, so nothing has to be built first. */
export const sharedConfig: ViteUserConfig = defineConfig({
  resolve: { conditions: ['@stepmaker/source'] },
  ssr: { resolve: { conditions: ['@stepmaker/source'] } },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});

/**
 * Fails `nx test` of a project where branches of these files are not tested. A single test file, run by hand, is not held to it.
 *
 * @param percent by glob: how many of the branches must be reached
 */
export function branchGate(percent: Readonly<Record<string, number>>): NonNullable<ViteUserConfig['test']>['coverage'] {
  return {
    enabled: process.env['NX_TASK_TARGET_TARGET'] === 'test',
    provider: 'v8',
    include: Object.keys(percent),
    exclude: ['**/*.test.ts'],
    reporter: ['text-summary', ['text', { skipFull: true }]],
    thresholds: Object.fromEntries(Object.entries(percent).map(([glob, branches]) => [glob, { branches }])),
  };
}
