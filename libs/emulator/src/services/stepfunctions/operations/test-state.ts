import type { TestStateInput, TestStateOutput } from '@aws-sdk/client-sfn';
import { notServed } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Given } from '../given.ts';
import type { StepFunctions } from '../step-functions.ts';

/** Runs one state. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
export function testState(_sfn: StepFunctions): OperationHandler<Given<TestStateInput, 'definition'>, TestStateOutput> {
  return () => {
    throw notServed('SFN TestState');
  };
}
