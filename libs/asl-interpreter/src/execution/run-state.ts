import type { MaybePromise } from '../maybe-promise.ts';
import type { StateNode } from '../program/state-node.ts';
import { runChoice } from '../states/choice.ts';
import { runFail } from '../states/fail.ts';
import { runDistributedMap } from '../states/map-distributed.ts';
import { runInlineMap } from '../states/map-inline.ts';
import { runParallel } from '../states/parallel.ts';
import { runPass } from '../states/pass.ts';
import { runSucceed } from '../states/succeed.ts';
import { runTask } from '../states/task.ts';
import { runWait } from '../states/wait.ts';
import type { Frame } from './frame.ts';
import type { Runner } from './runner.ts';

/** Does what a state does: when it is entered, and for each retry. @throws StateFailure */
export function runState(runner: Runner, frame: Frame, node: StateNode): MaybePromise<void> {
  switch (node.type) {
    case 'Pass':
      return runPass(runner, frame, node);
    case 'Task':
      return runTask(runner, frame, node);
    case 'Choice':
      return runChoice(runner, frame, node);
    case 'Wait':
      return runWait(runner, frame, node);
    case 'Succeed':
      return runSucceed(runner, frame, node);
    case 'Fail':
      return runFail(runner, frame, node);
    case 'Parallel':
      return runParallel(runner, frame, node);
    case 'Map':
      return node.distributed === undefined
        ? runInlineMap(runner, frame, node)
        : runDistributedMap(runner, frame, node, node.distributed);
  }
}
