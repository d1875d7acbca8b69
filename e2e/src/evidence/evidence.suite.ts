import { readdir, readFile, rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { SuiteContext } from '../suites/suite.ts';
import { ARTIFACTS, directoryName, Evidence } from './evidence.ts';

/** Evidence of a test that failed, whose stack no longer exists. */
export function evidence({ target, kind }: SuiteContext): void {
  describe('what is kept of a test that failed', () => {
    it('keeps the executions of a stack that it has deleted', { timeout: 2 * kind.executionMillis }, async () => {
      const test = { name: 'is made up', result: { errors: [{ message: 'expected 1 to be 2' }] } };
      const directory = new URL(`${kind.name}/${directoryName(test)}/`, ARTIFACTS);
      const kept = new Evidence(target(), new Date());
      let executionName = '';
      {
        await using stack = await kept.target.deploy('e2e-evidence');
        const execution = await stack.pipeline.startExecution({ ModelPerformanceThreshold: 0.999 });
        await execution.result().catch(() => {});
        executionName = execution.executionArn.split(':').slice(-2).join('-');
      }

      await kept.keep(test);

      try {
        const text = (file: string): Promise<string> => readFile(new URL(file, directory), 'utf8');
        const jobs = (await readdir(directory)).filter((file) => /^(preprocess|train|evaluate)-.*\.log$/.test(file));
        expect(await text('errors.txt')).toBe('expected 1 to be 2\n');
        expect(await text('target.log')).toContain('e2e-evidence-EvaluatorFunction');
        expect(await text('lambda.log')).toMatch(/--- e2e-evidence-EvaluatorLogs.*\n.*START RequestId/s);
        expect(JSON.parse(await text(`${executionName}.execution.json`))).toMatchObject({ error: 'QualityGateFailed' });
        expect(await text(`${executionName}.history.json`)).toContain('ExecutionFailed');
        expect(jobs).toHaveLength(3);
        expect(await text(`${jobs.find((file) => file.startsWith('train-'))}`)).toContain('cv_r2=');
      } finally {
        await rm(directory, { recursive: true });
      }
    });
  });
}
