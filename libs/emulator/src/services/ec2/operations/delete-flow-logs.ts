import type { OperationHandler } from '../../../core/service.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Deletes flow logs.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFlowLogs.html
 */
export function deleteFlowLogs(records: RecordStore): OperationHandler<{ readonly FlowLogIds: readonly string[] }, object> {
  return ({ FlowLogIds }, call) => {
    for (const id of FlowLogIds) records.delete(records.get('flow-log', id, call), call);
    return { Unsuccessful: [] };
  };
}
