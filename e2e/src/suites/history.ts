import { type HistoryEvent, paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';

/** All events of an execution, the first one first. */
export async function historyOf(sfn: SFNClient, executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  for await (const page of paginateGetExecutionHistory({ client: sfn }, { executionArn, includeExecutionData: true }))
    events.push(...(page.events ?? []));
  return events;
}

/** A SageMaker job that a task has started. */
export interface StartedJob {
  readonly kind: 'ProcessingJob' | 'TrainingJob';
  readonly name: string;
}

/** The SageMaker jobs that an execution has started, in that order. */
export function jobsIn(history: readonly HistoryEvent[]): StartedJob[] {
  return history.flatMap(({ type, taskSubmittedEventDetails: details }) => {
    if (type !== 'TaskSubmitted') return [];
    const [, kind, name] = /:(processing|training)-job\/([^"]+)"/.exec(details?.output ?? '') ?? [];
    if (name === undefined) return [];
    return [{ kind: kind === 'training' ? 'TrainingJob' : 'ProcessingJob', name }] satisfies StartedJob[];
  });
}

/** The parameters of every call that an execution has tried, by the action, e.g. `createTrainingJob.sync`. */
export function callsIn(history: readonly HistoryEvent[], action: string): Record<string, unknown>[] {
  return history.flatMap(({ taskScheduledEventDetails: details }) =>
    details?.resource === action ? [JSON.parse(details.parameters ?? '{}') as Record<string, unknown>] : [],
  );
}
