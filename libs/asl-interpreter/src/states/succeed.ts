import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { finishJsonata, finishJsonPath, inputOf } from '../flow/input-output.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import type { SucceedNode } from '../program/state-node.ts';

/** Succeed: the end of this line of execution. */
export function runSucceed(runner: Runner, frame: Frame, node: SucceedNode): MaybePromise<void> {
  if (node.language === 'JSONata') return finishJsonata(runner, frame, node, frame.input);
  finishJsonPath(runner, frame, node, inputOf(runner, frame, node), undefined);
}
