import { describe, expect } from 'vitest';
import type { ClientConfig } from '../targets/deployment.ts';
import type { TargetKind } from '../targets/target.ts';
import { jobLogStreamsOf, leftoversOf, thoseThere } from './leftovers.ts';
import { trainingStarted } from './running-job.ts';
import { ENDLESS_SCRIPT } from './scripts.ts';
import { type Suite, scenario } from './suite.ts';

/** Two executions at once in a separate stack; and that a deleted stack leaves nothing, whatever has happened in it. */
export const destroy: Suite = (context) => {
  describe('two executions at once', () => {
    scenario(
      context,
      'do not meet, and with one rejected and one failed beside them nothing is left when the stack is deleted',
      { executions: 4 },
      async ({ clientConfig, deploy, kind }) => {
        await using stack = await deploy('e2e-several');
        const { pipeline, stackName } = stack;
        // The endpoint of who names none is called after the machine.
        const machineName = stack.outputs['StateMachineArn']?.split(':').at(-1) ?? '';

        const [left, right, rejected] = await Promise.all([
          pipeline.startExecution({ Seed: 1 }),
          pipeline.startExecution({ Seed: 2, EndpointName: `${stackName}-right` }),
          pipeline.startExecution({ ModelPerformanceThreshold: 0.999 }),
        ]);
        const failed = await pipeline.startExecution({ HyperParameters: { model: 'crystal_ball' } });
        const [first, second] = await Promise.all([left.result(), right.result()]);

        await expect(rejected.result()).rejects.toMatchObject({ name: 'QualityGateFailedError' });
        await expect(failed.result()).rejects.toMatchObject({ name: 'ExecutionFailedError', error: 'TrainingFailed' });
        expect([first.EndpointName, second.EndpointName]).toEqual([machineName, `${stackName}-right`]);
        expect(first.TrainingJobName).not.toBe(second.TrainingJobName);
        expect(first.ModelName).not.toBe(second.ModelName);
        expect((await leftoversOf(clientConfig, stackName, machineName)).length).toBeGreaterThan(10);
        const streams = await jobLogStreamsOf(clientConfig, stackName);
        // Three executions of three jobs, and one of two.
        expect(streams).toHaveLength(11);

        await stack.destroy();

        expect(await leftAfter(kind, clientConfig, stackName, machineName)).toEqual([]);
        expect(await thoseThere(clientConfig, streams)).toEqual([]);
      },
    );
  });

  describe('a stack that is deleted in mid-run', () => {
    scenario(
      context,
      'ends the execution and its job, and leaves nothing',
      { needs: ['delete-in-mid-run'], executions: 3 },
      async ({ clientConfig, deploy, kind, processes }) => {
        await using stack = await deploy('e2e-mid-run');
        await stack.replaceScript('train.py', ENDLESS_SCRIPT);
        const execution = await stack.pipeline.startExecution();
        await trainingStarted(stack, execution, kind);
        const streams = await jobLogStreamsOf(clientConfig, stack.stackName);

        await stack.destroy();

        expect(await leftAfter(kind, clientConfig, stack.stackName)).toEqual([]);
        expect(await thoseThere(clientConfig, streams)).toEqual([]);
        if (kind.can['local-processes'] === true)
          expect((await processes()).filter((command) => command.includes('train.py'))).toEqual([]);
      },
    );
  });
};

/** Lists the leftovers of a deleted stack, without the log groups that Lambda makes where a target does not follow the functions' own. */
async function leftAfter(
  kind: TargetKind,
  clientConfig: ClientConfig,
  stackName: string,
  machineName?: string,
): Promise<string[]> {
  const left = await leftoversOf(clientConfig, stackName, machineName);
  return kind.can['function-log-groups'] === true ? left : left.filter((each) => !each.startsWith('log group /aws/lambda/'));
}
