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
