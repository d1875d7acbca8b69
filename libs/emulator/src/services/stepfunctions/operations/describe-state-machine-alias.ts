import type { DescribeStateMachineAliasInput, DescribeStateMachineAliasOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Returns an alias and the versions that it routes to.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html
 */
export function describeStateMachineAlias(
  sfn: StepFunctions,
): OperationHandler<Given<DescribeStateMachineAliasInput, 'stateMachineAliasArn'>, DescribeStateMachineAliasOutput> {
  return (input) => {
    const alias = sfn.machines.requireAlias(input.stateMachineAliasArn);
    return {
      stateMachineAliasArn: alias.arn,
      name: alias.name,
      description: alias.description,
      routingConfiguration: alias.routes.map(({ versionArn, weight }) => ({ stateMachineVersionArn: versionArn, weight })),
      creationDate: new Date(alias.creationDate),
      updateDate: new Date(alias.updateDate),
    };
  };
}
