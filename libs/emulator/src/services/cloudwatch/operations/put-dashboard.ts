import type { PutDashboardCommandInput, PutDashboardOutput } from '@aws-sdk/client-cloudwatch';
import { globalArn } from '../../../core/arn.ts';
import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import { parseJsonObject } from '../../../core/json.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Collection } from '../../../core/store.ts';
import { tagsFromList } from '../../../core/tags.ts';
import type { Dashboard } from '../dashboard-store.ts';

/**
 * Creates or replaces a dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
 */
export function putDashboard(
  dashboards: Collection<Dashboard>,
  clock: Clock,
): OperationHandler<Given<PutDashboardCommandInput, 'DashboardName' | 'DashboardBody'>, PutDashboardOutput> {
  return (input, call) => {
    const { DashboardName, DashboardBody } = input;
    const { Tags } = input as { Tags?: readonly { Key?: string; Value?: string }[] };
    if (!/^[\w-]{1,255}$/u.test(DashboardName))
      throw invalidInput(
        `The value ${DashboardName} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).`,
      );
    if (parseJsonObject(DashboardBody) === undefined) throw invalidInput('The field DashboardBody must be a valid JSON object');
    dashboards.put(DashboardName, {
      name: DashboardName,
      arn: globalArn('cloudwatch', call, `dashboard/${DashboardName}`),
      body: DashboardBody,
      tags: Tags ? tagsFromList(Tags) : (dashboards.get(DashboardName)?.tags ?? {}),
      modifiedAt: clock.now(),
    });
    return { DashboardValidationMessages: [] };
  };
}

function invalidInput(message: string): AwsError {
  return new AwsError({ code: 'InvalidParameterInput', message });
}
