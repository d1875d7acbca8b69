import type { DescribeActivityInput, DescribeActivityOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Returns an activity.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html
 */
export function describeActivity(
  sfn: StepFunctions,
): OperationHandler<Given<DescribeActivityInput, 'activityArn'>, DescribeActivityOutput> {
  return (input) => {
    const { arn, name, creationDate, encryptionConfiguration } = sfn.activities.require(input.activityArn);
    return { activityArn: arn, name, creationDate: new Date(creationDate), encryptionConfiguration };
  };
}
