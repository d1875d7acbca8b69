import { defineConfig } from 'vitest/config';
import { sharedConfig } from '../vitest.shared.ts';

/** The suites on a target: real jobs, so each test may take as long as a job does. */
export default defineConfig({
  ...sharedConfig,
  test: {
    ...sharedConfig.test,
    name: 'e2e',
    include: ['src/**/*.e2e.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/e2e.json' }]],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
