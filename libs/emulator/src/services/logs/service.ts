import { parseArn } from '../../core/arn.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { logGroupTags } from './log-group-tags.ts';
import { LogStore } from './log-store.ts';
import { associateKmsKey } from './operations/associate-kms-key.ts';
import { createLogGroup } from './operations/create-log-group.ts';
import { createLogStream } from './operations/create-log-stream.ts';
import { deleteLogGroup } from './operations/delete-log-group.ts';
import { deleteLogStream } from './operations/delete-log-stream.ts';
import { deleteResourcePolicy } from './operations/delete-resource-policy.ts';
import { deleteRetentionPolicy } from './operations/delete-retention-policy.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { describeLogStreams } from './operations/describe-log-streams.ts';
import { describeResourcePolicies } from './operations/describe-resource-policies.ts';
import { disassociateKmsKey } from './operations/disassociate-kms-key.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTagsLogGroup } from './operations/list-tags-log-group.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import { putResourcePolicy } from './operations/put-resource-policy.ts';
import { putRetentionPolicy } from './operations/put-retention-policy.ts';
import { tagLogGroup } from './operations/tag-log-group.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagLogGroup } from './operations/untag-log-group.ts';
import { untagResource } from './operations/untag-resource.ts';
import { policyOfGroups, resourcePolicies } from './resource-policies.ts';

/** Amazon CloudWatch Logs: groups, streams and events in separate tables. */
export function createLogsService({ store, clock }: Runtime): Service {
  const logs = new LogStore(store);
  const tags = logGroupTags(logs);
  const policies = resourcePolicies(store);
  return {
    id: 'logs',
    resourcePolicy: (arn) => policyOfGroups(policies, parseArn(arn)?.region ?? ''),
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
      ListTagsForResource: listTagsForResource(tags),
      ListTagsLogGroup: listTagsLogGroup(tags),
      PutLogEvents: putLogEvents(logs, clock),
      PutResourcePolicy: putResourcePolicy(policies, clock),
      PutRetentionPolicy: putRetentionPolicy(logs, clock),
      TagLogGroup: tagLogGroup(tags),
      TagResource: tagResource(tags),
      UntagLogGroup: untagLogGroup(tags),
      UntagResource: untagResource(tags),
    },
  };
}
