import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { LogStore } from './log-store.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import {
  associateKmsKey,
  createLogGroup,
  deleteLogGroup,
  deleteRetentionPolicy,
  describeLogGroups,
  disassociateKmsKey,
  putRetentionPolicy,
} from './operations/log-groups.ts';
import { createLogStream, deleteLogStream, describeLogStreams } from './operations/log-streams.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import {
  deleteResourcePolicy,
  describeResourcePolicies,
  policyOfGroups,
  putResourcePolicy,
  resourcePolicies,
} from './operations/resource-policies.ts';
import {
  listTagsForResource,
  listTagsLogGroup,
  tagLogGroup,
  tagResource,
  untagLogGroup,
  untagResource,
} from './operations/tagging.ts';

/** Amazon CloudWatch Logs: groups, streams and events in tables of their own. */
export function createLogsService({ store, clock }: Runtime): Service {
  const logs = new LogStore(store);
  const policies = resourcePolicies(store);
  return {
    id: 'logs',
    resourcePolicy: (arn) => policyOfGroups(policies, arn.split(':')[3] ?? ''),
    start: () => logs.expire(clock.now()),
    operations: {
      AssociateKmsKey: associateKmsKey(logs),
      CreateLogGroup: createLogGroup(logs, clock),
      CreateLogStream: createLogStream(logs, clock),
      DeleteLogGroup: deleteLogGroup(logs),
      DeleteLogStream: deleteLogStream(logs),
      DeleteResourcePolicy: deleteResourcePolicy(policies),
      DeleteRetentionPolicy: deleteRetentionPolicy(logs),
      DescribeLogGroups: describeLogGroups(logs),
      DescribeLogStreams: describeLogStreams(logs),
      DescribeResourcePolicies: describeResourcePolicies(policies),
      DisassociateKmsKey: disassociateKmsKey(logs),
      FilterLogEvents: filterLogEvents(logs),
      GetLogEvents: getLogEvents(logs),
      ListTagsForResource: listTagsForResource(logs),
      ListTagsLogGroup: listTagsLogGroup(logs),
      PutLogEvents: putLogEvents(logs, clock),
      PutResourcePolicy: putResourcePolicy(policies, clock),
      PutRetentionPolicy: putRetentionPolicy(logs, clock),
      TagLogGroup: tagLogGroup(logs),
      TagResource: tagResource(logs),
      UntagLogGroup: untagLogGroup(logs),
      UntagResource: untagResource(logs),
    },
  };
}
