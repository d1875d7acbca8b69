import type { DeleteStateMachineVersionInput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import { conflict, validation } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Deletes a version that no alias routes to.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineVersion.html
 */
export function deleteStateMachineVersion(
  sfn: StepFunctions,
): OperationHandler<Given<DeleteStateMachineVersionInput, 'stateMachineVersionArn'>, Record<string, never>> {
  return (input) => {
    const { machineArn, qualifier } = parseStateMachineArn(input.stateMachineVersionArn);
    if (qualifier === undefined || !/^\d+$/.test(qualifier)) {
      throw validation(`Not the ARN of a state machine version: '${input.stateMachineVersionArn}'`);
    }
    const names = sfn.machines
      .aliasesOf(machineArn)
      .filter(({ routes }) => routes.some(({ versionArn }) => versionArn === input.stateMachineVersionArn))
      .map(({ name }) => name);
    if (names.length > 0) {
      throw conflict(
        `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${names.join(', ')}]`,
      );
    }
    sfn.machines.versions.delete(input.stateMachineVersionArn);
    return {};
  };
}
