import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Path } from '../json-path/path.ts';
import { writeReference } from '../json-path/write-reference.ts';
import { evaluateJsonataTemplate, type JsonataTemplate } from '../jsonata/jsonata-template.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import { evaluatePayloadTemplate, type PayloadTemplate } from '../payload-template/payload-template.ts';
import type { ResultCommon, StateCommon, Template } from '../program/state-node.ts';
import { StateFailure } from '../state-failure.ts';
import { required } from './field-source.ts';

const NOTHING: JsonObject = {};

/** The input of a state behind its InputPath. @throws StateFailure */
export function inputOf(runner: Runner, frame: Frame, node: StateCommon): Json {
  if (node.language === 'JSONata') return frame.input;
  const input =
    node.inputPath === undefined
      ? frame.input
      : node.inputPath === null
        ? NOTHING
        : required(node.inputPath, frame.input, new FrameEnvironment(runner, frame));
  if (runner.inspection !== undefined) runner.inspection.afterInputPath = input;
  return input;
}

/** Returns the effective input of a Task or Parallel state: its Parameters or Arguments, or else its input. @throws StateFailure */
export function argumentsOf(runner: Runner, frame: Frame, node: ResultCommon, input: Json): MaybePromise<Json> {
  if (node.language === 'JSONPath') return parametersOf(runner, frame, node.parameters, input);
  if (node.arguments === undefined) return input;
  const value = evaluateJsonataTemplate(node.arguments, () => new FrameEnvironment(runner, frame).bindings());
  return andThen(value, (evaluated) => {
    if (runner.inspection !== undefined) runner.inspection.afterArguments = evaluated;
    return evaluated;
  });
}

/** JSONPath's Parameters. @throws StateFailure */
export function parametersOf(runner: Runner, frame: Frame, parameters: PayloadTemplate | undefined, input: Json): Json {
  const value =
    parameters === undefined ? input : evaluatePayloadTemplate(parameters, input, new FrameEnvironment(runner, frame));
  if (runner.inspection !== undefined) runner.inspection.afterParameters = value;
  return value;
}

/** Leaves a Task, Parallel or Map state with what it gave. @throws StateFailure */
export function finishWithResult(runner: Runner, frame: Frame, node: ResultCommon, result: Json): MaybePromise<void> {
  if (runner.inspection !== undefined) runner.inspection.result = result;
  if (node.language === 'JSONata') return finishJsonata(runner, frame, node, result, { result });
  const selected =
    node.resultSelector === undefined
      ? result
      : evaluatePayloadTemplate(node.resultSelector, result, new FrameEnvironment(runner, frame));
  if (runner.inspection !== undefined) runner.inspection.afterResultSelector = selected;
  finishJsonPath(runner, frame, node, selected, node.resultPath);
}

/** ResultPath, OutputPath and Assign, then the way out. @throws StateFailure */
export function finishJsonPath(
  runner: Runner,
  frame: Frame,
  node: StateCommon,
  result: Json,
  resultPath: Path | null | undefined,
): void {
  const combined = applyResultPath(resultPath, frame.input, result);
  if (runner.inspection !== undefined) runner.inspection.afterResultPath = combined;
  const assigned = assignJsonPath(runner, frame, node.assign, result);
  runner.exit(frame, outputOf(runner, frame, node, combined), assigned, node.next);
}

/** Output and Assign of a JSONata state, then the way out. `fallback` is the output of a state that has no Output. @throws StateFailure */
export function finishJsonata(
  runner: Runner,
  frame: Frame,
  node: {
    readonly output: JsonataTemplate | undefined;
    readonly assign: Template | undefined;
    readonly next: string | undefined;
  },
  fallback: Json,
  states: { readonly result?: Json; readonly errorOutput?: Json } = {},
): MaybePromise<void> {
  const { output, assign } = node;
  const bindings = () => new FrameEnvironment(runner, frame).bindings(states);
  const given = output === undefined ? fallback : evaluateJsonataTemplate(output, bindings);
  return andThen(given, (value) => {
    if (assign === undefined) return runner.exit(frame, value, undefined, node.next);
    return andThen(evaluateJsonataTemplate(assign.template as JsonataTemplate, bindings), (assigned) =>
      runner.exit(frame, value, assigned as JsonObject, node.next),
    );
  });
}

/** The variables that a JSONPath state assigns; `input` is what `$` stands for. @throws StateFailure */
export function assignJsonPath(runner: Runner, frame: Frame, assign: Template | undefined, input: Json): JsonObject | undefined {
  if (assign === undefined) return undefined;
  return evaluatePayloadTemplate(assign.template as PayloadTemplate, input, new FrameEnvironment(runner, frame)) as JsonObject;
}

/** Combines a result with the raw input. @throws StateFailure `States.ResultPathMatchFailure` */
export function applyResultPath(path: Path | null | undefined, input: Json, result: Json): Json {
  if (path === undefined) return result;
  if (path === null) return input;
  const combined = writeReference(path, input, result);
  if (combined !== undefined) return combined;
  const step = (path.steps as Exclude<Path['steps'], undefined>).at(-1);
  throw new StateFailure('States.ResultPathMatchFailure', `Unable to apply step "${step}" to input ${JSON.stringify(input)}`, {
    found: true,
  });
}

/** JSONPath's OutputPath. @throws StateFailure */
export function outputOf(runner: Runner, frame: Frame, node: StateCommon, output: Json): Json {
  if (node.outputPath === undefined) return output;
  return node.outputPath === null ? NOTHING : required(node.outputPath, output, new FrameEnvironment(runner, frame));
}
