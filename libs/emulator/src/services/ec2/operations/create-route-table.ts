import type { OperationHandler } from '../../../core/service.ts';
import { recordShape } from '../describe.ts';
import type { RecordStore, TagSpecifications } from '../record-store.ts';
import { tableOf } from '../route-table.ts';

/**
 * Creates a route table in a VPC.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html
 */
export function createRouteTable(records: RecordStore): OperationHandler<TagSpecifications & { readonly VpcId: string }, object> {
  return (input, call) => {
    const vpc = records.get('vpc', input.VpcId, call);
    const id = records.newId('route-table');
    const table = records.add('route-table', id, tableOf(id, vpc.id, String(vpc.value['CidrBlock']), call), input, call);
    return { RouteTable: recordShape(table) };
  };
}
