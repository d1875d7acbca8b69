import { randomBytes, randomUUID } from 'node:crypto';
import type { TestStateInput, TestStateOutput } from '@aws-sdk/client-sfn';
import {
  InvalidDefinitionError,
  type Json,
  testState as runTest,
  type ScheduleTaskCommand,
  StateTestRefusedError,
} from '@stepmaker/asl-interpreter';
import { arn } from '../../../core/arn.ts';
import { AwsError } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { TaskFailure } from '../integrations/task-run.ts';
import { jsonFault } from '../json-text.ts';
import { invalidDefinition, invalidExecutionInput, validation } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';
import { checkMockResult } from '../test-state/check-mock-result.ts';
import { resultModelOf } from '../test-state/mock-result-model.ts';
import { requireTestDefinition, type TestedState, testedState } from '../test-state/tested-definition.ts';

type Input = Given<TestStateInput, 'definition'>;

/**
 * Runs one state: for real, or with a mock instead of the service that it calls.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 */
export function testState(sfn: StepFunctions): OperationHandler<Input, TestStateOutput> {
  return async (input, call) => {
    const fault = input.input === undefined ? undefined : jsonFault(input.input);
    if (fault !== undefined) throw invalidExecutionInput(fault);
    requireTestDefinition(input.definition, input.stateName);
    const state = testedState(input.definition, input.stateName);
    checkMock(input, state);
    if (input.mock === undefined) requireCallable(input, state);
    const { roleArn } = input;
    try {
      return await runTest(
        { ...input, mock: input.mock, stateConfiguration: input.stateConfiguration },
        {
          now: sfn.runtime.clock.now(),
          seed: randomBytes(16).toString('hex'),
          partition: call.partition,
          region: call.region,
          account: call.account,
          roleArn,
          // A test that calls a service has a role.
          runTask: (task) => run(sfn, task, roleArn as string, call),
        },
      );
    } catch (error) {
      if (error instanceof StateTestRefusedError) throw new AwsError({ code: error.code, message: error.message });
      if (error instanceof InvalidDefinitionError) {
        // Another state than the one under test cannot be read.
        requireTestDefinition(input.definition);
        throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${error.message}`);
      }
      throw error;
    }
  };
}

/** Checks what the engine cannot know of a mock: what the API that it stands for answers. The rest the engine checks. */
function checkMock({ mock, revealSecrets }: Input, state: TestedState | undefined): void {
  if (mock === undefined) return;
  if (revealSecrets === true) throw validation('TestState does not support RevealSecrets when a mock is specified.');
  if (mock.result === undefined || mock.errorOutput !== undefined || state?.Type !== 'Task') return;
  if (jsonFault(mock.result) !== undefined) throw validation('Mocked result must be valid JSON');
  const model = resultModelOf(state.Resource ?? '');
  if (model !== undefined) checkMockResult(model, JSON.parse(mock.result) as Json, mock.fieldValidationMode ?? 'STRICT');
}

/** Resources that cannot be called for a test: the engine says so of each. */
const NEEDS_MOCK = /:activity:|\.(?:sync(?::2)?|waitForTaskToken)$/;

/** Checks what a test without a mock must have, and what it may not have. */
function requireCallable({ context, roleArn }: Input, state: TestedState | undefined): void {
  if (context !== undefined) throw validation('A context object can only be specified when a mock is specified.');
  if (state?.Type === 'Task' && roleArn === undefined && !NEEDS_MOCK.test(state.Resource ?? ''))
    throw validation('RoleArn must be specified when testing a Task state');
}

type Outcome = Awaited<ReturnType<Parameters<typeof runTest>[1]['runTask']>>;

async function run(sfn: StepFunctions, task: ScheduleTaskCommand, roleArn: string, call: Call): Promise<Outcome> {
  const name = randomUUID();
  const execution = {
    arn: arn('states', call, `express:TestState:${name}`),
    name,
    machineArn: arn('states', call, 'stateMachine:TestState'),
    region: call.region,
  };
  try {
    return { kind: 'succeeded', output: await sfn.tasks.callOnce(task, roleArn, execution, call.signal) };
  } catch (error) {
    if (!(error instanceof TaskFailure)) throw error;
    return { kind: 'failed', error: error.error, cause: error.message };
  }
}
