import type { ListDashboardsCommandInput, ListDashboardsOutput } from '@aws-sdk/client-cloudwatch';
import type { OperationHandler } from '../../../core/service.ts';
import type { Collection } from '../../../core/store.ts';
import type { Dashboard } from '../dashboard-store.ts';

/**
 * Lists the dashboards of the account. Returns all on one page.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html
 */
export function listDashboards(
  dashboards: Collection<Dashboard>,
): OperationHandler<ListDashboardsCommandInput, ListDashboardsOutput> {
  return ({ DashboardNamePrefix = '' }) => ({
    DashboardEntries: dashboards.list({ prefix: DashboardNamePrefix }).map(({ value: { name, arn, body, modifiedAt } }) => ({
      DashboardName: name,
      DashboardArn: arn,
      LastModified: new Date(modifiedAt),
      Size: Buffer.byteLength(body),
    })),
  });
}
