import type { OperationHandler } from '../../../core/service.ts';
import { dependencyViolation, type RecordStore } from '../record-store.ts';
import { associationsOf } from '../route-table.ts';

/**
 * Deletes a subnet that no endpoint uses.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html
 */
export function deleteSubnet(records: RecordStore): OperationHandler<{ readonly SubnetId: string }, undefined> {
  return ({ SubnetId }, call) => {
    const subnet = records.get('subnet', SubnetId, call);
    const endpoints = records.list('vpc-endpoint', call);
    if (endpoints.some(({ value }) => ((value['SubnetIds'] ?? []) as string[]).includes(subnet.id)))
      throw dependencyViolation(`The subnet '${subnet.id}'`);
    for (const table of records.list('route-table', call)) {
      const kept = associationsOf(table).filter((each) => each.SubnetId !== subnet.id);
      if (kept.length < associationsOf(table).length)
        records.put({ ...table, value: { ...table.value, Associations: kept } }, call);
    }
    records.delete(subnet, call);
  };
}
