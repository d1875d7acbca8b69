import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { sharedConfig } from '../vitest.shared.ts';
import { SummaryReporter } from './src/report/summary-reporter.ts';

/** Target of the suites: `emulator`, `localstack` or `aws`. */
const target = process.env['STEPMAKER_E2E_TARGET'] ?? 'emulator';
/** `npm test` counts what lies directly under test-results; the other targets are separate runs. */
const results = target === 'emulator' ? 'test-results' : `test-results/${target}`;

/** The shared suites first, the longest file: what else a target is tested with runs beside them, on a separate target. */
class SharedSuitesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => (moduleId.endsWith(`/${target}.e2e.ts`) ? 0 : 1);
    return (await super.sort(files)).sort((left, right) => rank(left) - rank(right));
  }
}

/** The suites on a target: real jobs, so each test may take as long as a job does. */
export default defineConfig({
  ...sharedConfig,
  test: {
    ...sharedConfig.test,
    name: `e2e ${target}`,
    include: [`src/${target}.e2e.ts`, `src/${target}-*.e2e.ts`],
    reporters: [
      'default',
      ['json', { outputFile: `${results}/e2e.json` }],
      ['junit', { outputFile: `${results}/junit/e2e.xml`, suiteName: `e2e ${target}` }],
      new SummaryReporter(results),
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { sequencer: SharedSuitesFirst },
    maxWorkers: 2,
  },
});
