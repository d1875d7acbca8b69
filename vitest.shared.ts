import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** What every project's tests share: workspace packages resolve to their TypeScript source, so nothing has to be built first. */
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

/** Where branches are reached beside the process of the tests. */
export interface FurtherCoverage {
  /** The tests start the sources in child processes, which report to the directory in `STEPMAKER_CHILD_COVERAGE`. */
  readonly children?: true;
  /** Directories of projects whose own tests reach them too, and have run before (`dependsOn`). */
  readonly projects?: readonly URL[];
}

/**
 * Fails `nx test` of a project where branches of these files are not tested. A run of a single test file by hand does not fail.
 *
 * @param percent by glob: how many of the branches must be reached
 * @param further where they are reached too; without it, only what the process of the tests reaches counts
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
  return further === undefined || !gate.enabled ? { ...gate, provider: 'v8' } : { ...gate, ...furtherProvider(further) };
}

/** The provider that also counts {@link FurtherCoverage}. */
function furtherProvider({ children, projects = [] }: FurtherCoverage): {
  readonly provider: 'custom';
  readonly customProviderModule: string;
  readonly allowExternal: boolean;
} {
  if (children) process.env['STEPMAKER_CHILD_COVERAGE'] = join(tmpdir(), `stepmaker-coverage-${process.pid}`);
  const reports = projects.map((project) => fileURLToPath(new URL('test-results/coverage/coverage-final.json', project)));
  process.env['STEPMAKER_PROJECT_COVERAGE'] = JSON.stringify(reports);
  const customProviderModule = fileURLToPath(new URL('scripts/branch-coverage/provider.mjs', import.meta.url));
  return { provider: 'custom', customProviderModule, allowExternal: projects.length > 0 };
}
