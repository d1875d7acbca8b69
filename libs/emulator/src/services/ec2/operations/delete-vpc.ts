import type { OperationHandler } from '../../../core/service.ts';
import { dependencyViolation, type NetworkRecord, type RecordStore } from '../record-store.ts';

const belongsTo = (record: NetworkRecord, vpcId: string): boolean => record.value['VpcId'] === vpcId && record.kind !== 'vpc';

const isOwn = ({ value }: NetworkRecord): boolean => value['isMain'] === true || value['GroupName'] === 'default';

/**
 * Deletes a VPC that holds nothing but what it was created with.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html
 */
export function deleteVpc(records: RecordStore): OperationHandler<{ readonly VpcId: string }, undefined> {
  return ({ VpcId }, call) => {
    const vpc = records.get('vpc', VpcId, call);
    const others = records.all(call).filter((record) => belongsTo(record, vpc.id));
    if (others.some((record) => !isOwn(record))) throw dependencyViolation(`The vpc '${vpc.id}'`);
    for (const record of [...others, vpc]) records.delete(record, call);
  };
}
