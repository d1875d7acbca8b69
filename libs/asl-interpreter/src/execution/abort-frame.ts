import type { MapNode, ParallelNode, TaskNode, WaitNode } from '../program/state-node.ts';
import { abortRun } from '../states/map-distributed.ts';
import { abortIterations } from '../states/map-inline.ts';
import { releaseTask } from '../states/task-result.ts';
import type { Frame } from './frame.ts';
import type { Runner } from './runner.ts';

/** Ends a frame that no one waits for any more, and all that works for it, and writes which states were cut short. */
export function abortFrame(runner: Runner, frame: Frame): void {
  if (frame.ended) return;
  frame.ended = true;
  const busy = frame.activity !== undefined;
  abortActivity(runner, frame);
  if (!busy || frame.owner === undefined) return;
  const { type } = frame.state as TaskNode | WaitNode | MapNode | ParallelNode;
  runner.history.add(`${type}StateAborted`, frame.last);
}

/** Ends what a frame is waiting for. */
export function abortActivity(runner: Runner, frame: Frame): void {
  const { activity } = frame;
  frame.activity = undefined;
  switch (activity?.kind) {
    case 'task':
      releaseTask(runner, frame, activity);
      runner.command({ type: 'CancelTask', taskId: activity.taskId });
      return;
    case 'wait':
    case 'retry':
      runner.pending.cancelTimer(activity.timerId);
      return;
    case 'parallel':
      frame.suspended = activity;
      for (const child of activity.children) abortFrame(runner, child);
      return;
    case 'map':
      frame.suspended = activity;
      abortIterations(runner, activity);
      return;
    case 'map-run':
      frame.suspended = activity;
      abortRun(runner, activity);
      return;
    case undefined:
      return;
  }
}
