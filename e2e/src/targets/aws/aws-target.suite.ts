import { describe, expect, it } from 'vitest';
import { leftoversOf } from '../../suites/leftovers.ts';
import type { SuiteContext } from '../../suites/suite.ts';
import { startAwsTarget } from './aws.ts';

/** The AWS target with the embedded AWS in AWS's place: what it makes, what it refuses, and that it leaves nothing. */
export function awsTarget({ target, kind }: SuiteContext): void {
  describe('the AWS target', () => {
    it('deploys under a unique name, refuses expensive instance types, and leaves nothing', {
      timeout: kind.executionMillis,
    }, async () => {
      const { clientConfig } = target();
      const aws = await startAwsTarget({ clientConfig });
      const { stackName, pipeline } = aws.main;

      expect(stackName).toMatch(/^e2e-[0-9a-f]{8}-ml-pipeline$/);
      expect((await leftoversOf(clientConfig, stackName)).length).toBeGreaterThan(5);
      await expect(pipeline.startExecution({ TrainingInstanceType: 'ml.p3.16xlarge' })).rejects.toThrow(
        'has no price of ml.p3.16xlarge',
      );
      await aws[Symbol.asyncDispose]();

      expect(await leftoversOf(clientConfig, stackName)).toEqual([]);
    });

    it('does not start with a budget below what the template uses', async () => {
      const { clientConfig } = target();

      await expect(startAwsTarget({ clientConfig, dollarsPerHour: 0.01 })).rejects.toThrow('more than the $0.01');
    });
  });
}
