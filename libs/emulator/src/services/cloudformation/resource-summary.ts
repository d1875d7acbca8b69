import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { ResourceRecord } from './stack-store.ts';

/** A resource of a stack as ListStackResources returns it; the two Describe operations add to it. */
export function resourceSummary(record: ResourceRecord): StackResourceSummary {
  return {
    LogicalResourceId: record.logicalId,
    ...(record.physicalId === undefined ? {} : { PhysicalResourceId: record.physicalId }),
    ResourceType: record.type,
    LastUpdatedTimestamp: new Date(record.timestampMillis),
    ResourceStatus: record.status as NonNullable<StackResourceSummary['ResourceStatus']>,
    ...(record.statusReason === undefined ? {} : { ResourceStatusReason: record.statusReason }),
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}
