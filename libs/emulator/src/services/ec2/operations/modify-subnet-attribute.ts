import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Sets whether instances of a subnet get a public address.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html
 */
export function modifySubnetAttribute(
  records: RecordStore,
): OperationHandler<{ readonly SubnetId: string; readonly MapPublicIpOnLaunch?: { readonly Value?: boolean } }, undefined> {
  return ({ SubnetId, MapPublicIpOnLaunch }, call) => {
    const subnet = records.get('subnet', SubnetId, call);
    if (MapPublicIpOnLaunch?.Value === undefined) return;
    records.put({ ...subnet, value: { ...subnet.value, MapPublicIpOnLaunch: MapPublicIpOnLaunch.Value } }, call);
  };
}
