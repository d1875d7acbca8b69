import type { ScheduleTaskCommand } from '@stepmaker/asl-interpreter';
import { TaskFailure } from './task-run.ts';

/** The failure of a task whose parameters no call can be made with. */
export function invalidParameters(task: ScheduleTaskCommand, problems: readonly string[]): TaskFailure {
  return new TaskFailure(
    'States.Runtime',
    `An error occurred while executing the state '${task.stateName}' (entered at the event id #${task.eventId - 1}). ` +
      `The Parameters '${task.parametersText}' could not be used to start the Task: [${problems.join(', ')}]`,
    'start',
  );
}
