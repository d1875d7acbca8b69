import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import type { JsonObject } from '../json.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import { evaluatePayloadTemplate, type PayloadTemplate } from '../payload-template/payload-template.ts';
import type { Catcher, ResultCommon } from '../program/state-node.ts';
import type { StateFailure } from '../state-failure.ts';
import { applyResultPath, finishJsonata } from './input-output.ts';

/** Error output of a Catcher: `{ Error, Cause }`, with empty texts for absent ones. */
export function errorOutput(error: string | undefined, cause: string | undefined): JsonObject {
  return { Error: error ?? '', Cause: cause ?? '' };
}

/** Leaves a failed state through one of its Catchers. @throws StateFailure */
export function leaveThroughCatcher(
  runner: Runner,
  frame: Frame,
  node: ResultCommon,
  catcher: Catcher,
  failure: StateFailure,
  cause: string | undefined,
): MaybePromise<void> {
  const output = errorOutput(failure.error, cause);
  if (node.language === 'JSONata') return finishJsonata(runner, frame, catcher, output, { errorOutput: output });
  const combined = applyResultPath(catcher.resultPath, frame.input, output);
  const assigned =
    catcher.assign === undefined
      ? undefined
      : (evaluatePayloadTemplate(
          catcher.assign.template as PayloadTemplate,
          output,
          new FrameEnvironment(runner, frame),
        ) as JsonObject);
  runner.exit(frame, combined, assigned, catcher.next);
}
