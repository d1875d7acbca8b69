import { StateMachine } from 'aws-local-stepfunctions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SuiteContext } from '../suites/suite.ts';
import { MACHINES } from './machines.ts';
import { type MachineRole, makeRole, runMachine } from './run-machine.ts';

/** The compared machines on aws-local-stepfunctions, an engine of others in this process: how they end, which is its only result. */
export function awsLocalStepFunctions({ target }: SuiteContext): void {
  describe('aws-local-stepfunctions', () => {
    let role: MachineRole;

    beforeAll(async () => {
      role = await makeRole(target().clientConfig, target().main.stackName);
    });
    afterAll(() => role?.[Symbol.asyncDispose]());

    for (const machine of MACHINES) {
      it(`ends ${machine.name} as the embedded AWS does`, async (context) => {
        if (machine.notOnAwsLocal !== undefined) return context.skip(`aws-local-stepfunctions: ${machine.notOnAwsLocal}`);
        const ours = await runMachine(target().clientConfig, role, machine);

        const theirs = await new StateMachine(machine.definition as never, { validationOptions: { noValidate: true } })
          .run(machine.input as never)
          .result.then(
            (output) => ({ status: 'SUCCEEDED', output }),
            (error: Error) => ({ status: 'FAILED', error: error.name }),
          );

        expect(theirs).toMatchObject(
          ours.status === 'SUCCEEDED' ? { status: ours.status, output: ours.output } : { status: 'FAILED' },
        );
      });
    }
  });
}
