import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { describeOperations } from './operations/describe.ts';
import { endpointOperations } from './operations/endpoints.ts';
import { securityGroupOperations } from './operations/security-groups.ts';
import { subnetOperations } from './operations/subnets.ts';
import { vpcOperations } from './operations/vpcs.ts';
import { RecordStore } from './record-store.ts';

/**
 * Amazon VPC, of EC2: networks, subnets, route tables, security groups, endpoints and flow logs as records, with AWS's rules for their
 * ranges and for what stands in the way of a deletion. Nothing is isolated by them: jobs and functions reach what this machine reaches.
 */
export function createEc2Service(runtime: Runtime): Service {
  const records = new RecordStore(runtime.store);
  return {
    id: 'ec2',
    operations: {
      ...describeOperations(records),
      ...endpointOperations(records, runtime),
      ...securityGroupOperations(records),
      ...subnetOperations(records),
      ...vpcOperations(records),
    },
  };
}
