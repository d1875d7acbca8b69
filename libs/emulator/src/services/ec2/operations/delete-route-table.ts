import type { OperationHandler } from '../../../core/service.ts';
import { dependencyViolation, type RecordStore } from '../record-store.ts';
import { associationsOf } from '../route-table.ts';

/**
 * Deletes a route table that no subnet is associated with.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html
 */
export function deleteRouteTable(records: RecordStore): OperationHandler<{ readonly RouteTableId: string }, undefined> {
  return ({ RouteTableId }, call) => {
    const table = records.get('route-table', RouteTableId, call);
    if (associationsOf(table).length > 0) throw dependencyViolation(`The routeTable '${table.id}'`);
    records.delete(table, call);
  };
}
