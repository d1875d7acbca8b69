import { defineConfig } from 'vitest/config';
import { sharedConfig } from '../vitest.shared.ts';

/** `nx flavours iac`: every way in, deployed, run and destroyed by its own real tool on the embedded AWS. */
export default defineConfig({
  ...sharedConfig,
  test: {
    ...sharedConfig.test,
    name: 'flavours',
    include: ['flavours/**/*.flavours.ts'],
    reporters: ['verbose', ['json', { outputFile: 'test-results/flavours.json' }]],
    // Real tools on a busy machine.
    testTimeout: 600_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
