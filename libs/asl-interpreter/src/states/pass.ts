import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { finishJsonata, finishJsonPath, inputOf, parametersOf } from '../flow/input-output.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import type { PassNode } from '../program/state-node.ts';

/** Pass: its result, its parameters or its input becomes its output. */
export function runPass(runner: Runner, frame: Frame, node: PassNode): MaybePromise<void> {
  if (node.language === 'JSONata') return finishJsonata(runner, frame, node, frame.input);
  const input = inputOf(runner, frame, node);
  const parameters = parametersOf(runner, frame, node.parameters, input);
  const result = node.result === undefined ? parameters : node.result.value;
  if (runner.inspection !== undefined) {
    runner.inspection.result = result;
    runner.inspection.afterResultSelector = result;
  }
  finishJsonPath(runner, frame, node, result, node.resultPath);
}
