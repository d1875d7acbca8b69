import type { Call } from '../../core/service.ts';
import type { RecordStore } from './record-store.ts';

/** The policy of an endpoint that was created without one. */
export const FULL_ACCESS: string = JSON.stringify({
  Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }],
});

/** Security groups as an endpoint lists them. @throws AwsError `InvalidGroup.NotFound` */
export function groupsOf(records: RecordStore, ids: readonly string[], call: Call): object[] {
  return ids.map((id) => ({ GroupId: id, GroupName: records.get('security-group', id, call).value['GroupName'] }));
}
