import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Sets the DNS attributes of a VPC.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html
 */
export function modifyVpcAttribute(records: RecordStore): OperationHandler<
  {
    readonly VpcId: string;
    readonly EnableDnsSupport?: { readonly Value?: boolean };
    readonly EnableDnsHostnames?: { readonly Value?: boolean };
  },
  undefined
> {
  return ({ VpcId, EnableDnsSupport, EnableDnsHostnames }, call) => {
    const vpc = records.get('vpc', VpcId, call);
    const changes = {
      ...(EnableDnsSupport?.Value === undefined ? {} : { enableDnsSupport: EnableDnsSupport.Value }),
      ...(EnableDnsHostnames?.Value === undefined ? {} : { enableDnsHostnames: EnableDnsHostnames.Value }),
    };
    records.put({ ...vpc, value: { ...vpc.value, ...changes } }, call);
  };
}
