import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore } from '../record-store.ts';
import { type Association, associationsOf } from '../route-table.ts';

/**
 * Ends the association of a subnet with a route table.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html
 */
export function disassociateRouteTable(records: RecordStore): OperationHandler<{ readonly AssociationId: string }, undefined> {
  return ({ AssociationId }, call) => {
    const isMeant = (each: Association): boolean => each.RouteTableAssociationId === AssociationId;
    const table = records.list('route-table', call).find((each) => associationsOf(each).some(isMeant));
    if (table === undefined)
      throw new AwsError({
        code: 'InvalidAssociationID.NotFound',
        message: `The association ID '${AssociationId}' does not exist`,
      });
    const kept = associationsOf(table).filter((each) => !isMeant(each));
    records.put({ ...table, value: { ...table.value, Associations: kept } }, call);
  };
}
