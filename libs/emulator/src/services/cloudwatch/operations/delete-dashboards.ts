import type { DeleteDashboardsCommandInput } from '@aws-sdk/client-cloudwatch';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Collection, Store } from '../../../core/store.ts';
import { type Dashboard, dashboardNotFound } from '../dashboard-store.ts';

/**
 * Deletes dashboards: all of them or, where one does not exist, none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html
 */
export function deleteDashboards(
  dashboards: Collection<Dashboard>,
  store: Store,
): OperationHandler<Given<DeleteDashboardsCommandInput, 'DashboardNames'>, object> {
  return ({ DashboardNames }) => {
    const missing = DashboardNames.find((name) => dashboards.get(name) === undefined);
    if (missing !== undefined) throw dashboardNotFound(missing);
    store.transaction(() => {
      for (const name of DashboardNames) dashboards.delete(name);
    });
    return {};
  };
}
