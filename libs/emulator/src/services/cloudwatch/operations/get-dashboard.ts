import type { GetDashboardCommandInput, GetDashboardOutput } from '@aws-sdk/client-cloudwatch';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Collection } from '../../../core/store.ts';
import { type Dashboard, dashboardNotFound } from '../dashboard-store.ts';

/**
 * Returns a dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html
 */
export function getDashboard(
  dashboards: Collection<Dashboard>,
): OperationHandler<Given<GetDashboardCommandInput, 'DashboardName'>, GetDashboardOutput> {
  return ({ DashboardName }) => {
    const dashboard = dashboards.get(DashboardName);
    if (dashboard === undefined) throw dashboardNotFound(DashboardName);
    return { DashboardArn: dashboard.arn, DashboardBody: dashboard.body, DashboardName };
  };
}
