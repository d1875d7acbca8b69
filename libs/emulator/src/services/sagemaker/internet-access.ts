import type { VpcConfig } from '@aws-sdk/client-sagemaker';
import type { Runtime } from '../../core/runtime.ts';
import { RecordStore } from '../ec2/port.ts';

/**
 * Whether a VPC is without internet: where all subnets are of the embedded EC2, since that serves neither internet gateways nor NAT gateways.
 * Other subnets may have a gateway.
 */
export function isWithoutInternet({ store }: Runtime, vpcConfig: VpcConfig | undefined, region: string): boolean {
  const subnets = vpcConfig?.Subnets ?? [];
  const records = new RecordStore(store);
  return subnets.length > 0 && subnets.every((id) => records.find(id, { region }) !== undefined);
}
