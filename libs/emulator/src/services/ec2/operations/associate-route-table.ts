import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore } from '../record-store.ts';
import { associationsOf } from '../route-table.ts';

/**
 * Associates a subnet with a route table.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html
 */
export function associateRouteTable(
  records: RecordStore,
): OperationHandler<{ readonly RouteTableId: string; readonly SubnetId?: string }, object> {
  return ({ RouteTableId, SubnetId }, call) => {
    const table = records.get('route-table', RouteTableId, call);
    const subnet = records.get('subnet', SubnetId, call);
    const taken = records
      .list('route-table', call)
      .flatMap(associationsOf)
      .find((each) => each.SubnetId === subnet.id);
    const AssociationState = { State: 'associated' };
    if (taken !== undefined) {
      if (taken.RouteTableId === table.id) return { AssociationId: taken.RouteTableAssociationId, AssociationState };
      throw new AwsError({
        code: 'Resource.AlreadyAssociated',
        message: `the specified association for route table ${table.id} conflicts with an existing association`,
      });
    }
    const association = {
      RouteTableAssociationId: records.newId('rtbassoc'),
      RouteTableId: table.id,
      SubnetId: subnet.id,
      Main: false,
      AssociationState,
    };
    records.put({ ...table, value: { ...table.value, Associations: [...associationsOf(table), association] } }, call);
    return { AssociationId: association.RouteTableAssociationId, AssociationState };
  };
}
