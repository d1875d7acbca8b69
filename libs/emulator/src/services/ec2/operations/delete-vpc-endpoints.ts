import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Deletes VPC endpoints. Unknown ids are ignored.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html
 */
export function deleteVpcEndpoints(
  records: RecordStore,
): OperationHandler<{ readonly VpcEndpointIds: readonly string[] }, object> {
  return ({ VpcEndpointIds }, call) => {
    for (const id of VpcEndpointIds) {
      const endpoint = records.find(id, call);
      if (endpoint !== undefined) records.delete(endpoint, call);
    }
    return { Unsuccessful: [] };
  };
}
